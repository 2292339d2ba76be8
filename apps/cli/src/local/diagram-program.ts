import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Pictures, type PictureFormat } from '@shidian/diagrams';
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
}

/** Draws the program file in the folder. */
export async function diagramProgram(around: Surroundings, folder: string, { of, view, format, out }: DiagramOptions): Promise<void> {
  const artefact = readProgram(folder);
  const pictures = new Pictures();
  try {
    const picture = await pictures.draw({ artefact, of, view, format, language: around.terminal.language === 'en' ? 'en' : 'zh' });
    await showPicture(around, picture, { of, view, format, hash: artefact.hash }, out);
  } finally {
    await pictures.close();
  }
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
