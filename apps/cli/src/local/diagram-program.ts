import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { findRecord, RECORD_FILE, type Artefact } from '@shidian/definition';
import { Pictures, type PictureFormat, type PictureRequest } from '@shidian/diagrams';
import { CommandFailed } from '../failure.js';
import { result } from '../print/result.js';
import { paint, say } from '../print/terminal.js';
import type { Surroundings } from '../surroundings.js';
import { readProgram } from './read-program.js';

export interface DiagramOptions {
  readonly of: 'case' | 'program';
  readonly view: 'road' | 'chart';
  readonly format: PictureFormat;
  /** Where to write it; without it, to stdout. */
  readonly out?: string;
  /** What the scenarios reach, on the full chart. */
  readonly coverage: boolean;
  /** From 1: that one's way alone. */
  readonly scenario?: number;
}

/** Draws the program file in the folder. */
export async function diagramProgram(around: Surroundings, folder: string, { of, view, format, out, coverage, scenario }: DiagramOptions): Promise<void> {
  const artefact = readProgram(folder);
  const scenarios = coverage ? scenariosOf(folder, artefact, scenario) : {};
  const pictures = new Pictures();
  try {
    const picture = await pictures.draw({ artefact, of, view, format, language: around.terminal.language === 'en' ? 'en' : 'zh', ...scenarios });
    await showPicture(around, picture, { of, view: coverage ? 'chart' : view, format, hash: artefact.hash }, out);
  } finally {
    await pictures.close();
  }
}

function scenariosOf(folder: string, artefact: Artefact, scenario: number | undefined): Pick<PictureRequest, 'scenarios'> {
  const found = findRecord(folder, artefact);
  if (found.kind !== 'current') {
    throw new CommandFailed('scenarios.unrecorded', {
      what: { zh: '还没有记下这个流程的场景走到哪里', en: 'What the scenarios of this program reach is not recorded' },
      where: `${folder}/${RECORD_FILE}`,
      mend: { zh: `shidian test ${folder} --record`, en: `shidian test ${folder} --record` },
    });
  }
  const all = found.record.scenarios;
  if (scenario === undefined) return { scenarios: { all } };
  if (scenario < 1 || scenario > all.length) {
    throw new CommandFailed('scenarios.unknown', { what: { zh: `没有第 ${scenario} 个场景；共 ${all.length} 个`, en: `There is no scenario ${scenario}; there are ${all.length}` }, where: folder });
  }
  return { scenarios: { all, chosen: scenario - 1 } };
}

/** To the file, or as it is to stdout; with `--json` as one document. */
export async function showPicture(around: Surroundings, picture: string, about: Readonly<Record<string, string>>, out: string | undefined): Promise<void> {
  if (out === undefined) {
    result(around.terminal, { ...about, picture }, () => [picture.trimEnd()]);
    return;
  }
  const path = resolve(around.folder, out);
  await writeFile(path, picture);
  result(around.terminal, { ...about, file: path, bytes: Buffer.byteLength(picture) }, () => [`${paint(around.terminal, 'green', '✓')} ${say(around.terminal, { zh: `已写入 ${path}`, en: `Written to ${path}` })}`]);
}
