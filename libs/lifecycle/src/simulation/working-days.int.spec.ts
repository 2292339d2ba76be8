/** R-3-7, R-3-31, R-3-39, R-3-51: deadlines that count working days from a notice, as scenarios of programs through the whole engine. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { check, parseScenarios } from '@shidian/definition';
import { scratchWorld } from '@shidian/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runScenarios } from './scenarios.js';

let root = '';
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'shidian-working-days-'));
  cpSync('workflows', root, { recursive: true });
});
afterAll(() => {
  rmSync(root, { recursive: true });
});

/** A program whose province takes applications for so many working days after its notice, and what befalls two applicants. */
function write(name: string, notice: string, days: number, last: string, next: string): string {
  const folder = join(root, 'programs', name);
  mkdirSync(join(folder, 'scenarios'), { recursive: true });
  writeFileSync(
    join(folder, 'program.yaml'),
    `shidian: 1
id: ${name}
extends: ../liaoning-integration-2016
name: 按工作日计的截止
dates:
  notice: { name: 发文, rule: on ${notice} }
  province_due: { rule: ${days} working days after notice }
  midterm: { rule: during 2028 }
  acceptance: { rule: 2029-12-01 to 2029-12-31 }
  ends: { rule: by 2029-12-31 }
`,
  );
  writeFileSync(
    join(folder, 'scenarios/working-days.yaml'),
    `program: ${name}
given:
  now: ${notice} 09:00
  organisations:
    辽宁省教育厅: { kind: 教育行政部门, tier: province, posts: [信息化处, 分管厅领导, 厅长, 专家] }
    乙大学: { kind: 高校, under: 辽宁省教育厅, posts: [申报岗, 校长, 科技处] }
    丁大学: { kind: 高校, under: 辽宁省教育厅, posts: [申报岗, 校长, 科技处] }
  cases:
    b: { applicant: 乙大学, topic: Xxjsrhcxtz1-1 }
    d: { applicant: 丁大学, topic: Xxjsrhcxtz1-1 }
scenarios:
  最后一天计入, 次日零时起不再受理:
    - when: { at: "${last} 23:59:59.999", by: 乙大学, do: submit.submitted, case: b }
      then: { state: { b: receive/awaiting } }
    - when: { at: "${next} 00:00:00", by: 丁大学, do: submit.submitted, case: d }
      then: { refused: 逾期不再受理, state: { d: apply/drafting } }
`,
  );
  return folder;
}

async function faultsOf(folder: string): Promise<string[]> {
  const { artefact, diagnostics } = check(folder);
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  const { scenarios, diagnostics: unread } = parseScenarios(folder);
  expect(unread).toEqual([]);
  if (artefact === undefined) throw new Error('no artefact');
  const { results } = await runScenarios({ artefact, scenarios, freshWorld: scratchWorld });
  expect(results).toHaveLength(1);
  return results.flatMap(({ faults }) => faults.map(({ words }) => words));
}

describe('a deadline some working days after the notice', () => {
  it.each([
    ['R-3-7', '2021-11-30', 5, '2021-12-07', '2021-12-08'],
    ['R-3-31, from a Sunday that was worked', '2022-10-09', 15, '2022-10-28', '2022-10-29'],
    ['R-3-39', '2022-10-18', 17, '2022-11-10', '2022-11-11'],
    ['R-3-51, the last working day before the Spring Festival', '2022-12-19', 23, '2023-01-20', '2023-01-21'],
    ['over Mid-Autumn and National Day 2026 to the Saturday that is worked', '2026-09-24', 6, '2026-10-10', '2026-10-11'],
  ])('%s: %s and %i days end with %s', async (_, notice, days, last, next) => {
    expect(await faultsOf(write(`days-${notice}`, notice, days, last, next))).toEqual([]);
  });

  it('a day that is one too early is told by the scenario', async () => {
    expect(await faultsOf(write('one-too-early', '2021-11-30', 4, '2021-12-07', '2021-12-08'))).toContainEqual(expect.stringContaining('逾期不再受理'));
  });
});
