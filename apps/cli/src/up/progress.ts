import type { Words } from '@shidian/engine';
import { paint, say, type Terminal } from '../print/terminal.js';

/** One line for every step of a start, with the seconds that it took; JSON lines for machines. */
export class Progress {
  constructor(private readonly terminal: Terminal) {}

  async step<T>(name: Words, work: () => Promise<T>, done?: (result: T) => Words | undefined): Promise<T> {
    const started = performance.now();
    if (!this.terminal.json) this.terminal.out(`› ${say(this.terminal, name)}`);
    const result = await work();
    const seconds = (performance.now() - started) / 1000;
    const words = done?.(result);
    if (this.terminal.json) this.terminal.out(JSON.stringify({ step: name.en ?? name.zh, seconds, ...(words && { says: words }) }));
    else this.terminal.out(`  ${paint(this.terminal, 'green', '✓')} ${words ? `${say(this.terminal, words)}  ` : ''}${paint(this.terminal, 'dim', `${seconds.toFixed(1)} s`)}`);
    return result;
  }

  note(words: Words): void {
    if (this.terminal.json) this.terminal.out(JSON.stringify({ note: words }));
    else this.terminal.out(`  ${paint(this.terminal, 'yellow', '!')} ${say(this.terminal, words)}`);
  }
}
