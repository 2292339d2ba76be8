import { resolve } from 'node:path';
import { choice } from '../command/choice.js';
import type { Command } from '../command/command.js';
import { withMoments } from '../command/moments.js';
import { diagnosticLines, diagnosticSum } from '../print/diagnostic.js';
import { result } from '../print/result.js';
import { publishedScenarioLines } from '../print/scenarios.js';
import { paint, say } from '../print/terminal.js';

const pictureOptions = [
  { flags: '--of <case|program>', does: { zh: '画申报件（默认）还是试点项目', en: 'the way of a case, which is the default, or of the program' } },
  { flags: '--view <road|chart>', does: { zh: '路线（默认）还是全部环节', en: 'the road, which is the default, or every state' } },
  { flags: '--format <svg|mermaid|xstate>', does: { zh: '格式，默认 svg', en: 'the format, svg by default' } },
  { flags: '--out <file>', does: { zh: '写入文件', en: 'write it to a file' } },
] as const;

const check: Command = {
  name: 'check',
  args: '<dir>',
  does: { zh: '检查流程文件', en: 'check a workflow file' },
  examples: ['check workflows/programs/liaoning-integration-2016'],
  async run({ args, around }) {
    const { checkFolder } = await import('../local/read-program.js');
    const folder = resolve(around.folder, args[0] ?? '');
    const found = checkFolder(folder);
    result(around.terminal, { ok: found.artefact !== undefined, publishable: found.publishable, hash: found.artefact?.hash ?? null, diagnostics: found.diagnostics }, () => [
      ...found.diagnostics.flatMap((one) => diagnosticLines(around.terminal, one)),
      diagnosticSum(around.terminal, found.diagnostics),
      ...(found.artefact && !found.publishable ? [say(around.terminal, { zh: '有歧义未答：可以测试，不能发布。', en: 'An ambiguity is unanswered: it may be tested, not published.' })] : []),
    ]);
    return found.artefact !== undefined;
  },
};

const test: Command = {
  name: 'test',
  args: '<dir>',
  does: { zh: '在虚拟时钟上跑全部场景，报告覆盖', en: 'run every scenario on a virtual clock, with coverage' },
  options: [{ flags: '--record', does: { zh: '把覆盖记入 scenarios/coverage.json，发布时随定义留存', en: 'write what was reached to scenarios/coverage.json, which publishing takes with it' } }],
  examples: ['test workflows/programs/liaoning-integration-2016', 'test workflows/programs/liaoning-integration-2016 --record'],
  async run({ args, options, around }) {
    const { testProgram } = await import('../local/test-program.js');
    return await testProgram(around, resolve(around.folder, args[0] ?? ''), { record: options.flag('record') });
  },
};

const simulate: Command = {
  name: 'simulate',
  args: '<dir>',
  does: { zh: '在虚拟时钟上走完整个试点，讲述每一天', en: 'live a whole program on a virtual clock and tell the story' },
  options: [
    { flags: '--applicants <n>', does: { zh: '申报单位数（按剧本的比例）', en: 'how many applicants, in the proportions of the script' } },
    { flags: '--quiet', does: { zh: '只要总结', en: 'the summary only' } },
  ],
  examples: ['simulate workflows/programs/liaoning-integration-2016', 'simulate workflows/programs/liaoning-integration-2016 --applicants 200 --json'],
  async run({ args, options, around }) {
    const { simulateProgram } = await import('../local/simulate-program.js');
    const applicants = options.count('applicants');
    return await simulateProgram(around, resolve(around.folder, args[0] ?? ''), { quiet: options.flag('quiet'), ...(applicants !== undefined && { applicants }) });
  },
};

const plan: Command = {
  name: 'plan',
  args: '<dir>',
  does: { zh: '开办之前的全程日历：谁在何时前办什么，何时告知谁', en: 'the calendar of a program before it starts: who must do what by when, who is told' },
  options: [
    { flags: '--as-of <day>', does: { zh: '按那一天所知，如 2016-01-20', en: 'as it was known on that day, such as 2016-01-20' } },
    { flags: '--ics', does: { zh: '输出日历文件（iCalendar）', en: 'print a calendar file (iCalendar)' } },
  ],
  examples: ['plan workflows/programs/liaoning-integration-2016 --as-of 2016-01-20', 'plan workflows/programs/liaoning-integration-2016 --ics > plan.ics'],
  async run({ args, options, around }) {
    const { planProgram } = await import('../local/plan-program.js');
    const asOf = options.text('as-of');
    planProgram(around, resolve(around.folder, args[0] ?? ''), { calendarFile: options.flag('ics'), ...(asOf !== undefined && { asOf }) });
    return undefined;
  },
};

const diagram: Command = {
  name: 'diagram',
  args: '<dir>',
  does: { zh: '画出流程：路线或全部环节', en: 'draw a program: its road, or every state' },
  options: [
    ...pictureOptions,
    { flags: '--coverage', does: { zh: '在全部环节上画出场景走到哪里（先 test --record）', en: 'every state with what the scenarios reach, as test --record wrote it' } },
    { flags: '--scenario <n>', does: { zh: '只画第 n 个场景的路', en: 'the way of the n-th scenario alone' } },
  ],
  examples: ['diagram workflows/programs/liaoning-integration-2016 --out road.svg', 'diagram workflows/programs/liaoning-integration-2016 --coverage --out coverage.svg', 'diagram workflows/programs/liaoning-integration-2016 --of program --view chart --format mermaid'],
  async run({ args, options, around }) {
    const { diagramProgram } = await import('../local/diagram-program.js');
    const out = options.text('out');
    const scenario = options.count('scenario');
    await diagramProgram(around, resolve(around.folder, args[0] ?? ''), {
      of: choice(options, 'of', ['case', 'program']),
      view: choice(options, 'view', ['road', 'chart']),
      format: choice(options, 'format', ['svg', 'mermaid', 'xstate']),
      ...(out !== undefined && { out }),
      coverage: options.flag('coverage') || scenario !== undefined,
      ...(scenario !== undefined && { scenario }),
    });
    return undefined;
  },
};

const publish: Command = {
  name: 'publish',
  args: '<dir>',
  does: { zh: '检查并发布流程文件：从此不可变', en: 'check and publish a workflow file; it never changes from then on' },
  async run({ args, around }) {
    const [{ publishProgram }, { withSystem }] = await Promise.all([import('../local/publish-program.js'), import('../local/where.js')]);
    const folder = resolve(around.folder, args[0] ?? '');
    const { artefact, published, diagnostics, scenarios } = await withSystem(around, (system) => publishProgram(system, folder));
    if (published === undefined) {
      result(around.terminal, { id: artefact.id, published: false, diagnostics }, () => [
        ...diagnostics.flatMap((one) => diagnosticLines(around.terminal, one)),
        diagnosticSum(around.terminal, diagnostics),
        say(around.terminal, { zh: '与已发布的版本不相容，没有发布。', en: 'It breaks what is published: not published.' }),
      ]);
      return false;
    }
    result(around.terminal, { id: artefact.id, ...published, scenarios }, () => [
      `${paint(around.terminal, 'green', '✓')} ${artefact.id}  ${published.hash}`,
      say(around.terminal, published.fresh ? { zh: '已发布。', en: 'Published.' } : { zh: '这一版早已发布。', en: 'This very version was published before.' }),
      ...publishedScenarioLines(around.terminal, scenarios),
    ]);
    return undefined;
  },
};

const open: Command = {
  name: 'open',
  args: '<definition>',
  does: { zh: '按已发布的定义开办一个批次', en: 'open a round of a published definition' },
  options: [
    { flags: '--date <name=rule>', does: { zh: '本批次的日期，可重复', en: 'a date of this round, repeatable' } },
    { flags: '--name <text>', does: { zh: '批次名称', en: 'name of the round' } },
  ],
  examples: ['open liaoning-integration-2016 --date province_due="by 2026-12-20" --date midterm="during 2027"', 'open liaoning-rehearsal --date province_due="by {today+7d}"'],
  async run({ args, options, around }) {
    const { openRound } = await import('../local/open-round.js');
    const name = options.text('name');
    const dates = Object.fromEntries(Object.entries(options.pairs('date')).map(([date, rule]) => [date, withMoments(rule, Date.now())]));
    await openRound(around, { definition: args[0] ?? '', dates, ...(name !== undefined && { name }) });
    return undefined;
  },
};

export const definitionCommands: readonly Command[] = [check, test, simulate, plan, diagram, publish, open];
