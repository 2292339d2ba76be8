/**
 * Small look-ups of many requests in one statement: what is asked while a statement is under way goes with the next one.
 * Whoever asks alone waits for nobody but the turn of the loop.
 */

interface Asked<Q, A> {
  readonly question: Q;
  readonly answer: (value: A) => void;
  readonly fail: (error: unknown) => void;
}

/** More rows in one statement gain nothing more. */
const mostQuestions = 200;

export class Gathered<Q, A> {
  private queue: Asked<Q, A>[] = [];
  private flights = 0;
  private starting = false;

  /**
   * @param look answers every question, in the order asked; where it fails, all of them have failed
   * @param most statements under way at a time
   */
  constructor(
    private readonly look: (questions: readonly Q[]) => Promise<readonly A[]>,
    private readonly most = 2,
  ) {}

  ask(question: Q): Promise<A> {
    return new Promise<A>((resolve, reject) => {
      this.queue.push({ question, answer: resolve, fail: reject });
      this.start();
    });
  }

  private start(): void {
    if (this.starting || this.flights >= this.most || this.queue.length === 0) return;
    this.starting = true;
    setImmediate(() => {
      this.starting = false;
      if (this.flights >= this.most || this.queue.length === 0) return;
      void this.fly(this.queue.splice(0, mostQuestions));
    });
  }

  private async fly(asked: readonly Asked<Q, A>[]): Promise<void> {
    this.flights += 1;
    try {
      const answers = await this.look(asked.map(({ question }) => question));
      asked.forEach(({ answer }, index) => {
        answer(answers[index] as A);
      });
    } catch (error) {
      for (const { fail } of asked) fail(error);
    } finally {
      this.flights -= 1;
      this.start();
    }
  }
}
