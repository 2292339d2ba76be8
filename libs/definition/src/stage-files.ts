/** The stage files of a library folder, each read and typed. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Diagnostics } from './diagnostics.js';
import { readBySchema } from './schema-diagnostics.js';
import { stageFile, type StageFile } from './schema/stage-file.js';
import { SourceFile } from './source-file.js';

/** Stages that do not read are left out: `check` of a program that uses one says why. */
export function loadStageFiles(dir: string): readonly StageFile[] {
  return readdirSync(dir)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .flatMap((name) => readBySchema(stageFile, new SourceFile(name, readFileSync(join(dir, name), 'utf8')), new Diagnostics()) ?? []);
}
