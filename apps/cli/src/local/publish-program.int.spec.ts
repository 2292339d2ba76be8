import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { scratchDatabase, type ScratchDatabase } from '@shidian/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { definitionCommands } from '../commands/definition.js';
import { run } from '../command/run.js';
import type { Terminal } from '../print/terminal.js';

const fixtures = join(import.meta.dirname, '../../../../libs/definition/src/fixtures');
let scratch: ScratchDatabase;
let workflows: string;
let said: string[];

beforeAll(async () => {
  workflows = await mkdtemp(join(tmpdir(), 'shidian-publish-'));
  await cp(fixtures, workflows, { recursive: true });
});

afterAll(async () => {
  await rm(workflows, { recursive: true, force: true });
});

beforeEach(async () => {
  scratch = await scratchDatabase();
  said = [];
});

afterEach(async () => {
  await scratch.drop();
});

/** Runs `shidian publish <folder>` as a person would, and gives its exit code. */
async function publish(folder: string): Promise<number> {
  const say = (line: string): void => void said.push(line);
  const terminal: Terminal = { json: false, colour: false, language: 'en', out: say, err: say };
  const environment = { DATABASE_URL: scratch.url };
  return await run(['publish', folder], definitionCommands, { terminal, environment, folder: workflows, root: workflows, onStop: () => () => undefined });
}

const definitions = (): Promise<readonly { id: string; series: string }[]> => scratch.sql('SELECT id, series FROM shidian.definition ORDER BY ordinal');

describe('shidian publish', () => {
  it('keeps what its scenarios reach with a definition, and says where they are not of it', async () => {
    const folder = join(import.meta.dirname, '../../../../workflows/programs/liaoning-integration-2016');
    const records = (): Promise<readonly unknown[]> => scratch.sql('SELECT definition_hash FROM shidian.definition_scenarios');
    expect(await publish(folder)).toBe(0);
    expect(said.at(-1)).toMatch(/^What its \d+ scenarios reach is kept with it: all of its charts\.$/);
    expect(await records()).toHaveLength(1);
    await mkdir(join(workflows, 'base/scenarios'));
    await cp(join(folder, 'scenarios/coverage.json'), join(workflows, 'base/scenarios/coverage.json'));
    expect(await publish('base')).toBe(0);
    expect(said.at(-1)).toContain('What its scenarios reach is not kept');
    expect(await records()).toHaveLength(1);
    await rm(join(workflows, 'base/scenarios'), { recursive: true });
  });

  it('publishes a program once, and a version that keeps what the last one promised', async () => {
    expect(await publish('base')).toBe(0);
    expect(await publish('base')).toBe(0);
    expect(said.join('\n')).toContain('This very version was published before.');
    expect(await definitions()).toHaveLength(1);
    const file = join(workflows, 'base/program.yaml');
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replace(/^name:.*$/m, 'name: 改了名称'));
    expect(await publish('base')).toBe(0);
    expect(await definitions()).toHaveLength(2);
    await writeFile(file, text);
  });

  it.each(['published-vanished', 'published-renumbered', 'published-tag-changed', 'published-misnamed'])('refuses %s with its place, and publishes nothing', async (folder) => {
    await publish('base');
    expect(await publish(folder)).toBe(1);
    expect(said.join('\n')).toMatch(/\.yaml:\d+:\d+/);
    expect(said.at(-1)).toContain('It breaks what is published: not published.');
    expect(await definitions()).toHaveLength(1);
  });

  it('takes the same as another program: nothing of that was promised', async () => {
    await publish('base');
    const file = join(workflows, 'published-vanished/program.yaml');
    const text = await readFile(file, 'utf8');
    await writeFile(file, `${text}\nid: another-program\nseries: another-series\n`);
    expect(await publish('published-vanished')).toBe(0);
    await writeFile(file, text);
  });

  it('holds a round of another id to the codes of its series, and of another series not', async () => {
    await publish('base');
    const file = join(workflows, 'published-renumbered/program.yaml');
    const text = await readFile(file, 'utf8');
    expect(text).toContain('id: second\nseries: base\n');
    expect(await publish('published-renumbered')).toBe(1);
    await writeFile(file, text.replace('series: base', 'series: elsewhere'));
    expect(await publish('published-renumbered')).toBe(0);
    await writeFile(file, text);
    expect(await definitions()).toEqual([{ id: 'base', series: 'base' }, { id: 'second', series: 'elsewhere' }]);
  });
});
