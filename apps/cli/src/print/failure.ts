import { CommandFailed } from '../failure.js';
import { paint, plain, sayLines, type Terminal } from './terminal.js';

/** One JSON document for machines, up to five lines for people; always on stderr. */
export function printFailure(terminal: Terminal, error: unknown): void {
  if (!(error instanceof CommandFailed)) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    if (terminal.json) terminal.err(JSON.stringify({ error: { code: 'unexpected', what: { zh: '程序内部错误', en: text } } }));
    else terminal.err(`${paint(terminal, 'red', '✗')} ${text}`);
    return;
  }
  const { what, where, mend } = error.text;
  if (terminal.json) {
    terminal.err(JSON.stringify({ error: { code: error.code, what, ...(where !== undefined && { where }), ...(mend && { mend }) } }));
    return;
  }
  const [first = '', ...rest] = sayLines(terminal, what).map(plain);
  terminal.err(`${paint(terminal, 'red', '✗')} ${first}`);
  for (const line of rest) terminal.err(`  ${line}`);
  if (where !== undefined) terminal.err(`  ${paint(terminal, 'dim', plain(where))}`);
  if (mend) for (const line of sayLines(terminal, mend)) terminal.err(`  ${paint(terminal, 'cyan', '→')} ${plain(line)}`);
}
