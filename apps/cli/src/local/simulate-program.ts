import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { simulate, simulationScript, type SimulationScript } from '@shidian/lifecycle';
import { parse } from 'yaml';
import { CommandFailed } from '../failure.js';
import { instant } from '../print/instant.js';
import { scaled, storyLine, summaryLines } from '../print/story.js';
import { paint, say } from '../print/terminal.js';
import { readSamples } from '../samples/sample-files.js';
import { sampleTree } from '../samples/sample-tree.js';
import type { Surroundings } from '../surroundings.js';
import { readProgram } from './read-program.js';
import { withThrowAway } from './throw-away.js';

export interface SimulationOptions {
  readonly applicants?: number;
  readonly quiet: boolean;
}

/** Tells the story of the program's script. False when the record did not come out whole. */
export async function simulateProgram(around: Surroundings, folder: string, { applicants, quiet }: SimulationOptions): Promise<boolean> {
  const { terminal } = around;
  const artefact = readProgram(folder);
  const written = readScript(join(folder, 'simulation.yaml'));
  const script = applicants === undefined ? written : scaled(written, applicants);
  // Only the authorities: the applicants of a simulation are its own.
  const tree = sampleTree({ ...(await readSamples(around.root)), units: {} });
  const started = performance.now();
  const told = await withThrowAway(around, async (throwAway) => {
    const { world } = await throwAway.world(startOf(script));
    let shown = 0;
    const progress = (at: number): void => {
      // A line that is rewritten is for eyes only, never for a file or a pipe.
      if (terminal.json || !terminal.colour || performance.now() - shown < 200) return;
      shown = performance.now();
      process.stderr.write(`\r${paint(terminal, 'dim', instant(at))}\u001B[K`);
    };
    const told = await simulate({ world, artefact, script, organisations: tree.organisations, posts: tree.posts, progress });
    if (shown > 0) process.stderr.write('\r\u001B[K');
    return told;
  });
  const seconds = (performance.now() - started) / 1000;
  if (terminal.json) {
    terminal.out(JSON.stringify({ ...told, seconds }));
    return told.chainsWhole;
  }
  if (!quiet) for (const entry of told.story) terminal.out(storyLine(terminal, entry));
  for (const line of summaryLines(terminal, told, script)) terminal.out(line);
  terminal.out(paint(terminal, 'dim', say(terminal, { zh: `用时 ${seconds.toFixed(1)} 秒`, en: `${seconds.toFixed(1)} s` })));
  return told.chainsWhole;
}

function readScript(path: string): SimulationScript {
  if (!existsSync(path)) {
    throw new CommandFailed('simulation.missing', {
      what: { zh: '这个流程没有模拟剧本 simulation.yaml', en: 'The program has no script simulation.yaml' },
      where: path,
    });
  }
  const read = simulationScript.safeParse(parse(readFileSync(path, 'utf8')));
  if (read.success) return read.data;
  throw new CommandFailed('simulation.faulty', {
    what: { zh: '模拟剧本有误', en: 'The script of the simulation is wrong' },
    where: `${path}\n  ${read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('\n  ')}`,
  });
}

/** The first morning of the script, as the program's zone counts. */
function startOf({ starts }: SimulationScript): number {
  return Date.parse(`${starts.length === 10 ? `${starts} 00:00` : starts}:00+08:00`.replace(' ', 'T'));
}
