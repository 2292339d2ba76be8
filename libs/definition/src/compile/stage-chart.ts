/** One half of a bound stage → planned states; targets are still names. */
import type { ChartAction, TaskDefinition, Words } from '@shidian/engine';
import type { SourcePlace } from '../artefact.js';
import { meant } from '../diagnostics.js';
import type { CandidateShape, GuardShape, StateShape } from '../schema/stage-file.js';
import type { PathStep } from '../source-file.js';
import type { BoundStage } from './bound-stage.js';
import type { DraftCandidate, DraftTarget, EdgeCause, PlannedEdge, PlannedGuard, PlannedState } from './chart-plan.js';
import { libraryWords, type Compilation } from './compilation.js';
import { compileTask } from './tasks.js';

/** Tag that every state but the final ones bears: what is counted as under way. */
export const ACTIVE = 'active';

export interface StageChart {
  /** The stage's own states under a node with the stage's id. */
  readonly root: PlannedState;
  readonly tasks: Record<string, TaskDefinition>;
  /** Deadline key → how the file writes it. */
  readonly deadlines: Record<string, DeadlineDraft>;
  readonly places: Record<string, readonly SourcePlace[]>;
}

export interface DeadlineDraft {
  readonly key: string;
  readonly date: string | Readonly<Record<string, string>>;
  readonly name?: Words;
  readonly owner: readonly string[];
  readonly ladder: 'default' | 'none';
  readonly places: readonly SourcePlace[];
}

export function planStage(compilation: Compilation, stage: BoundStage, half: 'case' | 'program'): StageChart | undefined {
  const shape = stage[half];
  return shape === undefined ? undefined : new StagePlanner(compilation, stage, half).plan(shape);
}

class StagePlanner {
  private readonly tasks: Record<string, TaskDefinition> = {};
  private readonly deadlines: Record<string, DeadlineDraft> = {};
  private readonly places: Record<string, readonly SourcePlace[]> = {};
  private readonly marks = new Set<string>();

  constructor(
    private readonly compilation: Compilation,
    private readonly stage: BoundStage,
    private readonly half: 'case' | 'program',
  ) {}

  plan(shape: StateShape): StageChart {
    const root = this.state(shape, this.stage.key, this.stage.key, this.stage.name, [this.half], [], []);
    return { root, tasks: this.tasks, deadlines: this.deadlines, places: this.places };
  }

  /** `open` and `clocks` are the tasks and deadlines of the states around, which stay live inside. */
  private state(shape: StateShape, id: string, key: string, fallback: Words, path: readonly PathStep[], above: readonly string[], clocks: readonly string[]): PlannedState {
    const places = this.stage.places(path, 'key');
    const tags = [...above, ...strings(shape.tags)];
    for (const tag of strings(shape.tags)) {
      if (!(tag in this.stage.tags)) this.error('def.unknown-tag', [...path, 'tags'], `本段没有声明标记 ${tag}`, `The stage declares no tag ${tag}`, meant(tag, Object.keys(this.stage.tags)));
    }
    const final = shape.type === 'final';
    const children = Object.entries(shape.states ?? {});
    const entry: ChartAction[] = [];
    const exit: ChartAction[] = [];
    if (children.length === 0) entry.push({ type: 'mark', params: { mark: this.mark(key, path) } });
    if (shape.freezes !== undefined) entry.push({ type: 'baseline.freeze', params: { form: shape.freezes } });
    const deadlines = this.addDeadlines(shape, path, entry, exit);
    const tasks = this.addTasks(shape, path, entry, exit, [...clocks, ...Object.keys(shape.deadlines ?? {})]);
    const inner = children.map(([name, child]) => this.state(child, `${id}/${name}`, name, fallback, [...path, 'states', name], tags, [...clocks, ...Object.keys(shape.deadlines ?? {})]));
    const first = children[0]?.[0];
    if (shape.initial !== undefined && !inner.some(({ key: name }) => name === shape.initial)) {
      this.error('def.unknown-target', [...path, 'initial'], `没有状态 ${shape.initial}`, `There is no state ${shape.initial}`, meant(shape.initial, inner.map(({ key: name }) => name)));
    }
    return {
      id,
      key,
      stage: this.stage.key,
      name: shape.name === undefined ? fallback : libraryWords(shape.name),
      tags: final ? [...tags] : [...new Set([...tags, ACTIVE])],
      kind: final ? 'final' : inner.length > 0 ? 'compound' : 'atomic',
      parallel: false,
      ...(inner.length === 0 || first === undefined ? {} : { initial: inner.some(({ key: name }) => name === shape.initial) ? (shape.initial ?? first) : first }),
      children: inner,
      entry,
      exit,
      edges: this.edges(shape, id, path),
      tasks,
      deadlines,
      places,
    };
  }

  /** The instant of entry is kept under `<stage>.<state>`, so a state's name must be unique in its half. */
  private mark(key: string, path: readonly PathStep[]): string {
    const mark = `${this.stage.key}.${key}`;
    if (this.marks.has(mark)) this.error('def.state-twice', path, `状态名 ${key} 在本段出现两次`, `The state name ${key} occurs twice in the stage`, undefined, 'key');
    this.marks.add(mark);
    return mark;
  }

  private addDeadlines(shape: StateShape, path: readonly PathStep[], entry: ChartAction[], exit: ChartAction[]): readonly string[] {
    return Object.entries(shape.deadlines ?? {}).map(([name, written]) => {
      const key = `${this.stage.key}/${name}`;
      const places = this.stage.places([...path, 'deadlines', name], 'key');
      const whole = typeof written === 'object' && 'date' in written;
      const date = whole ? written.date : (written as string | Readonly<Record<string, string>>);
      const before = this.deadlines[key];
      if (before !== undefined && JSON.stringify(before.date) !== JSON.stringify(date)) {
        this.error('def.deadline-twice', [...path, 'deadlines', name], `时限 ${name} 在本段有两个不同的日期`, `The deadline ${name} has two dates in this stage`, undefined, 'key');
      }
      this.deadlines[key] = {
        key,
        date: before?.date ?? date,
        ...(whole && written.name !== undefined ? { name: libraryWords(written.name) } : before?.name === undefined ? {} : { name: before.name }),
        owner: [...new Set([...(before?.owner ?? []), ...(whole ? strings(written.owner) : [])])],
        ladder: whole && written.ladder === 'none' ? 'none' : 'default',
        places,
      };
      this.places[key] = places;
      entry.push({ type: 'deadline.arm', params: { deadline: key } });
      exit.push({ type: 'deadline.disarm', params: { deadline: key } });
      return key;
    });
  }

  private addTasks(shape: StateShape, path: readonly PathStep[], entry: ChartAction[], exit: ChartAction[], clocks: readonly string[]): readonly string[] {
    return Object.entries(shape.tasks ?? {}).map(([name, written]) => {
      const key = `${this.stage.key}/${name}`;
      const at = [...path, 'tasks', name];
      const places = this.stage.places(at, 'key');
      if (this.tasks[key] !== undefined) this.error('def.task-twice', at, `待办 ${name} 在本段出现两次`, `The task ${name} occurs twice in the stage`, undefined, 'key');
      this.tasks[key] = compileTask(this.compilation, this.stage, key, written, at, clocks);
      this.places[key] = places;
      entry.push({ type: 'task.open', params: { task: key } });
      exit.push({ type: 'task.close', params: { task: key } });
      return key;
    });
  }

  private edges(shape: StateShape, id: string, path: readonly PathStep[]): PlannedEdge[] {
    const edges: PlannedEdge[] = [];
    if (shape.always !== undefined) edges.push(this.edge('', 'always', '', '', shape.always, id, [...path, 'always']));
    for (const [written, candidates] of Object.entries(shape.on ?? {})) {
      const at = [...path, 'on', written];
      const dot = written.lastIndexOf('.');
      const source = written.slice(0, dot);
      const outcome = written.slice(dot + 1);
      if (dot <= 0) {
        this.error('def.event', at, `事件应写作 <待办|时限|名册>.<结果>，不能是 ${written}`, `An event is <task|deadline|roll>.<outcome>, not ${written}`, undefined, 'key');
        continue;
      }
      const cause = this.cause(source, outcome);
      edges.push(this.edge(`${this.stage.key}/${written}`, cause, `${this.stage.key}/${source}`, outcome, candidates, id, at));
    }
    return edges;
  }

  private cause(source: string, outcome: string): EdgeCause {
    if (source in this.stage.rolls) return 'roll';
    return outcome === 'due' && this.deadlines[`${this.stage.key}/${source}`] !== undefined ? 'deadline' : 'task';
  }

  private edge(event: string, cause: EdgeCause, source: string, outcome: string, written: CandidateShape | readonly CandidateShape[], id: string, path: readonly PathStep[]): PlannedEdge {
    const many = Array.isArray(written);
    const shapes = (many ? written : [written]) as readonly CandidateShape[];
    const drafts = shapes.map((shape, index) => this.candidate(shape, `${id} ${event === '' ? 'always' : event} ${index}`, cause, many ? [...path, index] : path));
    return { event, cause, source, outcome, drafts, candidates: [], places: this.stage.places(path, 'key') };
  }

  private candidate(shape: CandidateShape, id: string, cause: EdgeCause, path: readonly PathStep[]): DraftCandidate {
    const places = this.stage.places(path);
    if (typeof shape === 'string') return { target: target(shape), guards: [], places };
    const guards = shape.guard === undefined ? [] : this.guards(shape.guard, id, [...path, 'guard']);
    if (shape.return !== undefined) {
      if (shape.target !== undefined || guards.length > 0) this.error('def.return-alone', path, 'return 不与 target、guard 同写', 'return stands without target and guard');
      return { target: { kind: 'return', steps: shape.return, then: shape.then ?? ['onward'] }, guards: [], places };
    }
    if (shape.target === undefined) this.error('def.no-target', path, '这里要写 target 或 return', 'A target or a return is needed here');
    if (typeof shape.guard === 'string' && cause === 'task') {
      this.compilation.diagnostics.warning('def.guard-without-words', this.stage.places([...path, 'guard'])[0] ?? this.compilation.place([]), '人的决定被拒时要说明原因：写成 { 原因: CEL }', 'When a person is refused the reason is said: write { reason: CEL }');
    }
    return { target: target(shape.target ?? 'stay'), guards, places };
  }

  private guards(shape: GuardShape, id: string, path: readonly PathStep[]): readonly PlannedGuard[] {
    if (typeof shape === 'string') return [{ id, cel: shape, place: (shift) => this.stage.placeInside(path, shift) }];
    return Object.entries(shape).map(([words, cel], index) => ({
      id: index === 0 ? id : `${id}+${index}`,
      cel,
      refuses: bilingual(words),
      place: (shift) => this.stage.placeInside([...path, words], shift),
    }));
  }

  private error(code: string, path: readonly PathStep[], zh: string, en: string, suggestion?: Words, what: 'key' | 'value' = 'value'): void {
    const [place] = this.stage.places(path, what);
    if (place !== undefined) this.compilation.diagnostics.error(code, place, zh, en, suggestion);
  }
}

function strings(value: string | readonly string[] | undefined): readonly string[] {
  if (value === undefined) return [];
  return typeof value === 'string' ? [value] : value;
}

function target(written: string): DraftTarget {
  if (written === 'stay') return { kind: 'stay' };
  if (written === '$sender') return { kind: 'sender' };
  return written.startsWith('exit.') ? { kind: 'exit', name: written.slice('exit.'.length) } : { kind: 'state', name: written };
}

/** Words of a refusal as a key: `中文 / English`. */
function bilingual(text: string): Words {
  const [zh, en] = text.split(' / ');
  return en === undefined ? { zh: text } : { zh: zh ?? text, en };
}
