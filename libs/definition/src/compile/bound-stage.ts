/** One use of a library stage in a program, its parameters checked and put in. */
import type { JsonValue, Words } from '@shidian/engine';
import type { SourcePlace } from '../artefact.js';
import type { RollShape, StageFile, StateShape } from '../schema/stage-file.js';
import type { PathStep } from '../source-file.js';

export interface BoundStage {
  readonly key: string;
  readonly use: string;
  readonly name: Words;
  readonly beside: boolean;
  readonly during?: string;
  readonly for?: string;
  readonly basis: 'document' | 'ours';
  readonly params: Readonly<Record<string, JsonValue>>;
  readonly exits: Readonly<Record<string, string>>;
  readonly returned?: string;
  readonly tags: Readonly<Record<string, { readonly zh: string; readonly en: string; readonly positive?: boolean | undefined }>>;
  readonly case?: StateShape;
  readonly program?: StateShape;
  readonly dates: readonly { readonly name: string; readonly title: Words; readonly text: string; readonly place: SourcePlace }[];
  readonly rolls: Readonly<Record<string, RollShape>>;
  readonly notices: NonNullable<StageFile['notices']>;
  /** Path of the use in the program file: `['stages', key]` or `['beside', key]`. */
  readonly path: readonly ['stages' | 'beside', string];
  /** Place in the stage file first, then the program's use of it. */
  places(path: readonly PathStep[], what?: 'key' | 'value'): readonly SourcePlace[];
  placeInside(path: readonly PathStep[], shift: number): SourcePlace;
}
