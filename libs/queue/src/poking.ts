import type { AgendaStore, BusinessClock, DrainUseCases } from '@shidian/lifecycle';

const batch = 200;

/**
 * Makes cases look at their program and programs look at their cases. By level: asking once too often changes nothing, and
 * whoever asks for a program that is being looked at gets one more look behind it, together with all who ask meanwhile.
 */
export class Poking {
  readonly #looking = new Map<string, { readonly current: Promise<void>; next?: Promise<void> }>();

  constructor(
    private readonly drain: DrainUseCases,
    private readonly agenda: AgendaStore,
    private readonly clock: BusinessClock,
    /** Ends a run between two transactions. */
    private readonly stopping: AbortSignal = new AbortController().signal,
  ) {}

  /** Pokes until no case of the program is left that has not looked. */
  async cases(programId: string): Promise<void> {
    while (!this.stopping.aborted) {
      if ((await this.drain.pokeCases(programId, this.clock.now(), batch)) === 0) return;
    }
  }

  program(programId: string): Promise<void> {
    const looking = this.#looking.get(programId);
    if (looking === undefined) return this.look(programId);
    const following = (): Promise<void> => this.look(programId);
    looking.next ??= looking.current.then(following, following);
    return looking.next;
  }

  private look(programId: string): Promise<void> {
    const run = this.drain.pokeProgram(programId, this.clock.now()).then(() => undefined);
    const looking = { current: run };
    this.#looking.set(programId, looking);
    const done = (): void => {
      if (this.#looking.get(programId) === looking) this.#looking.delete(programId);
    };
    run.then(done, done);
    return run;
  }

  /** Every program that is not over, and its cases: what a lost poke would have done. */
  async all(): Promise<void> {
    for (const programId of await this.agenda.activePrograms()) {
      if (this.stopping.aborted) return;
      await this.program(programId);
      await this.cases(programId);
    }
  }
}
