/** Proof 10: every expression parses, type-checks, is bounded, and names things that exist. */
import type { ASTNode } from '@marcbachmann/cel-js';
import { own } from '@shidian/engine';
import { GuardEnvironment } from '../cel/environment.js';
import { faultWords } from '../cel/fault-words.js';
import { accessesOf, callsOf, nodesOf } from '../cel/expression.js';
import type { PlannedGuard } from '../compile/chart-plan.js';
import { guardsOf } from '../compile/emission.js';
import type { Compiled } from '../compile/program.js';
import { ACTIVE } from '../compile/stage-chart.js';
import { meant, type Diagnostics } from '../diagnostics.js';
import { ChartGraph } from '../compile/chart-graph.js';

const CASE_NAMES = ['applicant', 'topic', 'form', 'program', 'settings', 'param', 'event'];
const PROGRAM_NAMES = ['cases', 'program', 'settings', 'param', 'event'];
/** Constants of CEL itself. */
const BUILT_IN = ['int', 'uint', 'double', 'string', 'bool', 'list', 'map', 'type', 'dyn', 'bytes', 'null_type', 'timestamp', 'duration'];

interface Known {
  readonly variables: readonly string[];
  readonly params: readonly string[];
  readonly stage: string;
}

export class GuardLint {
  private readonly environment: GuardEnvironment;
  private readonly diagnostics: Diagnostics;
  private readonly caseStates: readonly string[];
  private readonly programStates: readonly string[];
  private readonly tags: readonly string[];

  constructor(private readonly compiled: Compiled) {
    this.environment = new GuardEnvironment(compiled.artefact.values, compiled.artefact.forms);
    this.diagnostics = compiled.compilation.diagnostics;
    this.caseStates = Object.keys(compiled.artefact.caseChart.states);
    this.programStates = Object.keys(compiled.artefact.programChart.states);
    this.tags = [ACTIVE, ...new Set(compiled.stages.flatMap(({ tags }) => Object.keys(tags)))];
  }

  run(): void {
    for (const [chart, variables] of [[this.compiled.cases, CASE_NAMES], [this.compiled.programs, PROGRAM_NAMES]] as const) {
      for (const state of new ChartGraph(chart.root).states.values()) {
        const params = Object.keys(this.compiled.stages.find(({ key }) => key === state.stage)?.params ?? {});
        for (const guard of guardsOf(state)) this.lint(guard, { variables, params, stage: state.stage });
      }
    }
  }

  private lint(guard: PlannedGuard, known: Known): void {
    const compiled = this.environment.compile(guard.cel);
    if ('fault' in compiled) {
      const { kind, message, start } = compiled.fault;
      const said = faultWords(compiled.fault);
      const word = /^(?:Unknown variable|No such key): (\w+)/.exec(message)?.[1];
      const names = message.startsWith('No such key') ? this.keysAfter(guard.cel.slice(0, start)) : known.variables;
      this.diagnostics.error(`def.cel-${kind}`, guard.place(start), said.zh, said.en, word === undefined ? undefined : meant(word, names));
      return;
    }
    this.names(compiled.ast, guard, known);
    this.literals(compiled.ast, guard, known);
  }

  /** What could stand after `settings.`, `form.application.` … */
  private keysAfter(before: string): readonly string[] {
    const { artefact } = this.compiled;
    const [, path] = /\bform\.((?:\w+\.)*)$/.exec(before) ?? [];
    if (path === undefined) return Object.keys(artefact.values);
    const [form = '', block = ''] = path.split('.');
    const blocks = own(artefact.forms, form)?.blocks ?? [];
    if (form === '') return Object.keys(artefact.forms);
    return block === '' ? blocks.map(({ key }) => key) : (blocks.find(({ key }) => key === block)?.fields.map(({ key }) => key) ?? []);
  }

  /** `cases` is for the program's chart, `applicant` for the case's; a parameter must be one of the stage. */
  private names(ast: ASTNode, guard: PlannedGuard, known: Known): void {
    for (const { path, start } of accessesOf(ast)) {
      const [first = '', second] = path;
      const foreign = [...CASE_NAMES, ...PROGRAM_NAMES].includes(first) && !known.variables.includes(first);
      if (foreign) this.error('def.cel-unknown', guard, start, `这里没有 ${first}：申报件与项目各有各的事实`, `There is no ${first} here: a case and a program have their own facts`);
      if (first === 'param' && second !== undefined && !known.params.includes(second)) this.error('def.cel-unknown', guard, start, `本段没有参数 ${second}`, `The stage has no parameter ${second}`, second, known.params);
      if (!foreign && !known.variables.includes(first) && !BUILT_IN.includes(first)) continue;
    }
  }

  private literals(ast: ASTNode, guard: PlannedGuard, known: Known): void {
    const { parties, applicants } = this.compiled.artefact;
    for (const { name, texts, start } of callsOf(ast)) {
      const check = (what: string, en: string, list: readonly string[], local: string): void => {
        for (const text of texts) {
          if (text === undefined || list.includes(text) || list.includes(`${local}${text}`)) continue;
          const near = list.filter((item) => item.startsWith(local)).map((item) => item.slice(local.length));
          this.error('def.cel-unknown', guard, start, `没有${what} ${text}`, `There is no ${en} ${text}`, text, near.length > 0 ? near : list);
        }
      };
      if (name === 'has_party') check('参与方', 'party', Object.keys(parties), '');
      if (name === 'program.at') check('项目状态', 'state of the program', this.programStates, `${known.stage}/`);
      if (name === 'cases.none_at') check('申报件状态', 'state of a case', this.caseStates, `${known.stage}/`);
      if (name === 'cases.count') check('标记', 'tag', this.tags, '');
    }
    for (const node of nodesOf(ast)) {
      if (node.op !== '==' && node.op !== '!=') continue;
      const [left, right] = node.args;
      const kind = accessesOf(left)[0]?.path.join('.') === 'applicant.kind' && right.op === 'value' ? right.args : undefined;
      if (typeof kind === 'string' && applicants[kind] === undefined) this.error('def.cel-unknown', guard, right.start, `没有申报单位类别 ${kind}`, `There is no kind of applicant ${kind}`, kind, Object.keys(applicants));
    }
  }

  private error(code: string, guard: PlannedGuard, start: number, zh: string, en: string, word?: string, list: readonly string[] = []): void {
    this.diagnostics.error(code, guard.place(start), zh, en, word === undefined ? undefined : meant(word, list));
  }
}
