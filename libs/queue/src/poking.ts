import type { AgendaStore, BusinessClock, DrainUseCases } from '@shidian/lifecycle';

const batch = 50;

/** Makes cases look at their program and programs look at their cases. By level: asking once too often changes nothing. */
export class Poking {
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

  async program(programId: string): Promise<void> {
    await this.drain.pokeProgram(programId, this.clock.now());
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
