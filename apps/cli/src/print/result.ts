import type { Terminal } from './terminal.js';

/** The one document of a machine, or lines for people. */
export function result(terminal: Terminal, value: unknown, lines: () => readonly string[]): void {
  if (terminal.json) terminal.out(JSON.stringify(value, null, 2));
  else for (const line of lines()) terminal.out(line);
}
