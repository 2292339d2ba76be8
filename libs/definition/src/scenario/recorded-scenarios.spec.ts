import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Artefact } from '../artefact.js';
import { check } from '../check.js';
import { coverageTargets } from './coverage-targets.js';
import { parseScenarios } from './scenarios.js';
import { findRecord, missedBy, readRecord, RECORD_FILE, writeRecord, type RecordedScenarios } from './recorded-scenarios.js';

const folder = 'workflows/programs/liaoning-integration-2016';
const program = check(folder).artefact as Artefact;
const scratch = mkdtempSync(join(tmpdir(), 'shidian-record-'));
afterAll(() => {
  rmSync(scratch, { recursive: true, force: true });
});

const record: RecordedScenarios = {
  definition: 'sha256:d',
  files: 'sha256:f',
  scenarios: [
    { name: { zh: '第一个', en: 'The first' }, place: { file: 'scenarios/1.yaml', line: 19 }, way: [['b go 0', 'door/c always 0'], ['a go 1']], guards: ['b go 0=true', 'b go 0=false'], deadlines: [], states: ['b', 'c', 'a'] },
    { name: { zh: '“第二个”' }, place: { file: 'scenarios/2.yaml', line: 3 }, way: [], guards: [], deadlines: ['a/x.due'], states: ['a'] },
  ],
};

/** The folder of the program in a place where it may be changed. */
function copied(name: string): string {
  const dir = join(scratch, name, 'programs/program');
  cpSync(folder, dir, { recursive: true });
  return dir;
}

describe('the record of scenarios', () => {
  it('comes back from its text as it was, and is the same text again', () => {
    expect(readRecord(writeRecord(record))).toEqual(record);
    expect(writeRecord(readRecord(writeRecord(record)) ?? record)).toBe(writeRecord(record));
  });

  it('is none where the text is something else, or a number names nothing', () => {
    const text = writeRecord(record);
    for (const broken of ['', '{}', 'null', text.slice(0, -5), text.replace('"format": 1', '"format": 2'), text.replace('"way":[[1,2]', '"way":[[1,9]'), text.replace('"line":19', '"line":"19"')]) expect(readRecord(broken), broken.slice(0, 60)).toBeUndefined();
  });
});

describe('the record beside a program', () => {
  it('is of the program and the scenarios that are there: after a change run `shidian test <folder> --record`', () => {
    const found = findRecord(folder, program);
    expect(found.kind).toBe('current');
    const scenarios = found.kind === 'current' ? found.record.scenarios : [];
    expect(missedBy(program, scenarios)).toEqual([]);
    expect(missedBy(program, [])).toEqual(coverageTargets(program));
  });

  it('is stale for another definition and for other scenarios', () => {
    expect(findRecord(folder, { ...program, hash: 'sha256:other' }).kind).toBe('stale');
    const dir = copied('changed');
    const file = join(dir, 'scenarios/1-application.yaml');
    writeFileSync(file, `${readFileSync(file, 'utf8')}\n# one word more\n`);
    expect(findRecord(dir, program).kind).toBe('stale');
  });

  it('is broken where it names what the charts do not have, or another scenario', () => {
    const dir = copied('broken');
    const path = join(dir, RECORD_FILE);
    const text = readFileSync(path, 'utf8');
    expect(findRecord(dir, program).kind).toBe('current');
    for (const broken of [text.replace('"apply/drafting"', '"apply/dreaming"'), text.replace('"name":"', '"name":"另'), '{']) {
      expect(broken).not.toBe(text);
      writeFileSync(path, broken);
      expect(findRecord(dir, program).kind).toBe('broken');
    }
  });

  it('is missing where there are scenarios, and is not expected where there are none', () => {
    const dir = copied('none');
    rmSync(join(dir, RECORD_FILE));
    expect(findRecord(dir, program).kind).toBe('missing');
    rmSync(join(dir, 'scenarios'), { recursive: true });
    expect(findRecord(dir, program).kind).toBe('none');
  });
});

describe('the English of scenarios', () => {
  it('is given by their Chinese names; one that no scenario bears is refused where it stands, with the nearest', () => {
    expect(parseScenarios(folder).scenarios.map(({ name }) => name.en ?? '').filter((en) => !/^[A-Z][a-z]*,? /.test(en))).toEqual([]);
    const dir = copied('renamed');
    const file = join(dir, 'scenarios/2-aggregation.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replace('\n  县级不予推荐:\n', '\n  县级不予推荐了:\n'));
    const [found, ...others] = parseScenarios(dir).diagnostics;
    expect(others).toEqual([]);
    expect(found).toMatchObject({ severity: 'error', code: 'def.text-without-place', file: 'scenarios/2-aggregation.yaml', suggestion: { zh: '是否想写 县级不予推荐了？' } });
    expect(found?.excerpt).toContain('县级不予推荐: The county does not recommend');
  });
});
