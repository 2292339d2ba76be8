import { CommandFailed, WrongUsage } from '../failure.js';
import type { Call } from '../command/command.js';
import { nearest } from '../command/nearest.js';
import type { AnswerOf, ApiClient } from './api-client.js';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
export const isUuid = (text: string): boolean => uuid.test(text);

export const programOption = { flags: '--program <id>', does: { zh: '试点项目，多于一个时要指明', en: 'the program, where there are several' } } as const;

type Program = AnswerOf<'programs'>['items'][number];

/** The program that is meant: `--program` or SHIDIAN_PROGRAM (an id, a definition's id or a part of the name), or the only one there is. */
export async function programOf(api: ApiClient, { options, around }: Call): Promise<Program> {
  const asked = options.text('program') ?? around.environment['SHIDIAN_PROGRAM'];
  const { items } = await api.call('programs', { query: { limit: 200 } });
  const found = asked === undefined ? items : items.filter(({ id, definitionId, name }) => id === asked || definitionId === asked || name.includes(asked));
  const [only, ...others] = found;
  if (only && others.length === 0) return only;
  const list = items.map(({ id, name }) => `${id}  ${name}`).join('\n  ');
  if (only) throw new WrongUsage({ zh: '有几个试点项目，要指明哪一个', en: 'There are several programs; name one' }, { zh: `--program <id>，或设 SHIDIAN_PROGRAM：\n  ${list}`, en: 'Use --program <id>, or set SHIDIAN_PROGRAM' });
  throw new CommandFailed('not_found', {
    what: { zh: asked === undefined ? '您看不到任何试点项目' : `没有试点项目“${asked}”`, en: asked === undefined ? 'There is no program that you can see' : `There is no program "${asked}"` },
    ...(list !== '' && { where: list }),
    ...(asked === undefined && { mend: { zh: '先发布并开办：shidian publish、shidian open', en: 'Publish and open one first: shidian publish, shidian open' } }),
  });
}

/** The id of a case given by its id, its number (受理号), or the applicant's name where that is only one. */
export async function caseIdOf(api: ApiClient, call: Call, given: string): Promise<string> {
  if (isUuid(given)) return given;
  const program = await programOf(api, call);
  const number = /^\d+$/.test(given) ? given.padStart(6, '0') : given;
  const { items } = await api.call('cases', { params: { programId: program.id }, query: { search: number, limit: 200 } });
  const byNumber = items.filter((item) => item.number === number);
  const found = byNumber.length > 0 ? byNumber : items;
  const [only, ...others] = found;
  if (only && others.length === 0) return only.id;
  if (only) throw new WrongUsage({ zh: `“${given}”不止一件`, en: `"${given}" means several cases` }, { zh: found.map((item) => item.number).join('、'), en: found.map((item) => item.number).join(', ') });
  throw new CommandFailed('not_found', {
    what: { zh: `没有申报件“${given}”，或您无权查看`, en: `There is no case "${given}", or it is not yours to see` },
    mend: { zh: '看 shidian case list', en: 'See shidian case list' },
  });
}

type Action = AnswerOf<'case'>['actions'][number];

/** The action that is meant by a decision and, where several tasks offer it, a task (its number or key). */
export function actionOf(actions: readonly Action[], decision: string, task: string | undefined): Action {
  const named = (action: Action): boolean => action.decision === decision || action.decisionName.zh === decision;
  const ofTask = (action: Action): boolean => task === undefined || String(action.task) === task || action.key === task || action.key.endsWith(`/${task}`);
  const found = actions.filter((action) => named(action) && ofTask(action));
  // What is allowed goes before what is not: a colleague's task may offer the same decision.
  const candidates = found.some(({ allowed }) => allowed) ? found.filter(({ allowed }) => allowed) : found;
  const [only, ...others] = candidates;
  if (only && others.length === 0) return only;
  const list = (some: readonly Action[]): string => some.map(({ key, decision: name, decisionName }) => `${key} ${name} ${decisionName.zh}`).join('；');
  if (only) throw new WrongUsage({ zh: `几个待办都有“${decision}”`, en: `Several tasks offer "${decision}"` }, { zh: `--task 指明：${list(candidates)}`, en: 'Name one with --task' });
  const meant = nearest(decision, actions.map((action) => action.decision));
  throw new CommandFailed('decision.unknown', {
    what: { zh: `现在没有“${decision}”这种处理`, en: `There is no decision "${decision}" now` },
    ...(actions.length > 0 && { where: list(actions) }),
    ...(meant !== undefined && { mend: { zh: `是不是 ${meant}？`, en: `Did you mean ${meant}?` } }),
  });
}
