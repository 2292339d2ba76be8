import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { check, type Artefact, type CheckResult, type Diagnostic } from '@shidian/definition';
import { CommandFailed } from '../failure.js';

/** Checks the program's folder; throws {@link CommandFailed} when there is no program file in it. */
export function checkFolder(folder: string, published: readonly Artefact[] = []): CheckResult {
  if (!existsSync(join(folder, 'program.yaml'))) {
    throw new CommandFailed('program.missing', {
      what: { zh: '这个文件夹里没有 program.yaml', en: 'There is no program.yaml in this folder' },
      where: folder,
      mend: { zh: '例如 workflows/programs/liaoning-integration-2016', en: 'For example workflows/programs/liaoning-integration-2016' },
    });
  }
  return check(folder, { published });
}

/** The artefact of a program without faults; throws {@link CommandFailed} otherwise. */
export function readProgram(folder: string): Artefact {
  const { artefact, diagnostics } = checkFolder(folder);
  if (artefact) return artefact;
  throw faultyProgram(folder, diagnostics);
}

/** The first of the errors that keep the program of a folder from being used. */
export function faultyProgram(folder: string, diagnostics: readonly Diagnostic[]): CommandFailed {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  return new CommandFailed('program.faulty', {
    what: { zh: `流程文件有 ${errors.length} 个错误`, en: `The workflow file has ${errors.length} errors` },
    where: errors.slice(0, 5).map(({ file, line, column, message }) => `${file}:${line}:${column}  ${message.zh}`).join('\n  '),
    mend: { zh: `看全部：shidian check ${folder}`, en: `See all: shidian check ${folder}` },
  });
}
