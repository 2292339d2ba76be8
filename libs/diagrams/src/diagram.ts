/** A picture before it is laid out: nodes within nodes, edges with words. Plain data, in one language. */

export type Language = 'zh' | 'en';
/** 未办, 待办, 已办; `missed` is what no scenario came to. */
export type Standing = 'ahead' | 'now' | 'done' | 'missed';

/**
 * What a picture is of: the definition alone; a case and its way; the way of one scenario; what all scenarios reach. The
 * numbers on a line are those of the steps, and of all scenarios how many of them went there.
 */
export type Showing = 'definition' | 'case' | 'scenario' | 'coverage';

export interface DiagramNode {
  readonly id: string;
  /** `group` holds others, `parallel` holds groups that run side by side, `choice` is only passed through, `end` is an outcome. */
  readonly kind: 'state' | 'group' | 'parallel' | 'choice' | 'end' | 'start';
  readonly label: string;
  /** Smaller lines below the name: who does what here, what a deadline does that moves nothing. */
  readonly notes: readonly string[];
  readonly parent?: string;
  /** Where a case is given. */
  readonly standing?: Standing;
}

export interface DiagramEdge {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly labels: readonly string[];
  /** `back`: a return; `both` where it also leads straight back to whoever returned it. `clock`: a deadline moves it. `itself`: it moves by itself. */
  readonly kind: 'act' | 'roll' | 'clock' | 'itself' | 'back' | 'start';
  readonly both: boolean;
  /** See {@link Showing}; empty where nothing went this way. */
  readonly steps: readonly number[];
}

export interface Diagram {
  readonly title: string;
  readonly subtitle: string;
  readonly language: Language;
  readonly nodes: readonly DiagramNode[];
  readonly edges: readonly DiagramEdge[];
  readonly showing: Showing;
}
