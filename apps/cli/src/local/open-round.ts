import { CommandFailed } from '../failure.js';
import { nearest } from '../command/nearest.js';
import { result } from '../print/result.js';
import { paint, say } from '../print/terminal.js';
import type { Surroundings } from '../surroundings.js';
import type { System } from './system.js';
import { withSystem } from './where.js';

export interface Round {
  /** Id of a definition (its newest version), or a hash. */
  readonly definition: string;
  readonly dates: Readonly<Record<string, string>>;
  readonly name?: string;
}

export async function openRound(around: Surroundings, { definition, dates, name }: Round): Promise<void> {
  const opened = await withSystem(around, async (system) => {
    const { hash, known } = await newest(system, definition);
    const strange = Object.keys(dates).find((date) => !known.includes(date));
    if (strange !== undefined) {
      const meant = nearest(strange, known);
      throw new CommandFailed('date.unknown', {
        what: { zh: `这个定义没有日期“${strange}”`, en: `The definition has no date "${strange}"` },
        where: known.filter((date) => !date.includes('/')).join(', '),
        ...(meant !== undefined && { mend: { zh: `是不是 ${meant}？`, en: `Did you mean ${meant}?` } }),
      });
    }
    const request = { principal: null, at: system.clock.now(), definitionHash: hash, dates, ...(name !== undefined && { name }) };
    return { ...(await system.programs.open(request)), definitionHash: hash };
  });
  result(around.terminal, opened, () => [`${paint(around.terminal, 'green', '✓')} ${say(around.terminal, { zh: `已开办 ${opened.programId}`, en: `Opened ${opened.programId}` })}`]);
}

async function newest(system: System, definition: string): Promise<{ readonly hash: string; readonly known: readonly string[] }> {
  const artefact = definition.startsWith('sha256:') ? await system.definitions.artefact(definition) : await system.definitions.latest(definition);
  if (artefact) return { hash: artefact.hash, known: Object.keys(artefact.dates) };
  const ids = [...new Set((await system.definitions.list()).map(({ id }) => id))];
  const meant = nearest(definition, ids);
  throw new CommandFailed('definition.unknown', {
    what: { zh: `没有发布过定义“${definition}”`, en: `No definition "${definition}" was published` },
    ...(ids.length > 0 && { where: ids.join(', ') }),
    mend: meant === undefined ? { zh: '先发布：shidian publish <dir>', en: 'Publish it first: shidian publish <dir>' } : { zh: `是不是 ${meant}？`, en: `Did you mean ${meant}?` },
  });
}
