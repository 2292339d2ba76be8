/** Published definitions with their kernels, made once per hash: compiling a chart costs milliseconds, a step microseconds. */
import { createGuardEvaluator, type Artefact } from '@shidian/definition';
import { createKernel, type GuardEvaluator, type Kernel } from '@shidian/engine';
import type { DefinitionStore } from './ports/definition-store.js';
import { Refused } from './use-cases.js';

export interface LoadedDefinition {
  readonly artefact: Artefact;
  readonly caseKernel: Kernel;
  readonly programKernel: Kernel;
}

export class Definitions {
  private readonly loaded = new Map<string, Promise<LoadedDefinition>>();

  constructor(
    private readonly store: DefinitionStore,
    private readonly graceMs: number,
    /** Another maker of guards, to watch what they answer (coverage of scenarios). */
    private readonly makeGuards: (artefact: Artefact) => GuardEvaluator = createGuardEvaluator,
  ) {}

  /** @throws Refused `definition.unknown` */
  async load(hash: string): Promise<LoadedDefinition> {
    let loading = this.loaded.get(hash);
    if (loading === undefined) {
      loading = this.read(hash);
      this.loaded.set(hash, loading);
      loading.catch(() => this.loaded.delete(hash));
    }
    return await loading;
  }

  private async read(hash: string): Promise<LoadedDefinition> {
    const artefact = await this.store.artefact(hash);
    if (artefact === undefined) {
      throw new Refused('definition.unknown', { zh: `没有发布过这个定义：${hash}`, en: `no definition was published under ${hash}` }, { hash });
    }
    const guards = this.makeGuards(artefact);
    return {
      artefact,
      caseKernel: createKernel(artefact.caseChart, guards, { graceMs: this.graceMs }),
      programKernel: createKernel(artefact.programChart, guards, { graceMs: this.graceMs }),
    };
  }
}
