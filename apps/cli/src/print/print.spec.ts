import { describe, expect, it } from 'vitest';
import { CommandFailed } from '../failure.js';
import { diagnosticLines, diagnosticSum } from './diagnostic.js';
import { printFailure } from './failure.js';
import { deadline, instant } from './instant.js';
import { table } from './table.js';
import type { Terminal } from './terminal.js';
import { columnsOf } from './width.js';

function terminal(over: Partial<Terminal> = {}): Terminal & { readonly errors: string[] } {
  const errors: string[] = [];
  return { json: false, colour: false, language: 'en', out: () => undefined, err: (line) => errors.push(line), ...over, errors };
}

describe('a table', () => {
  it('lines up columns of Chinese and Latin text', () => {
    const lines = table(['号', 'name'], [['000001', '示例第一小学'], ['2', 'x']]);
    expect(lines).toEqual(['号      name', '──────  ────────────', '000001  示例第一小学', '2       x']);
    expect(columnsOf('示例x')).toBe(5);
  });

  it('lets no control character of the data reach the terminal', () => {
    expect(table(['a'], [['x\u001B[2Jy']]).at(-1)).toBe('x\uFFFD[2Jy');
  });
});

describe('a diagnostic', () => {
  const fault = {
    severity: 'error' as const,
    code: 'def.unknown-key',
    file: 'program.yaml',
    line: 42,
    column: 6,
    message: { zh: '没有 ladr 这个词', en: 'unknown key ladr' },
    suggestion: { zh: '是不是 ladder', en: 'did you mean ladder' },
    excerpt: '中文： ladr: x',
  };

  it('shows file, line and column, the line itself and a caret under the character, wide ones counted twice', () => {
    const [head, line, caret, hint] = diagnosticLines(terminal(), fault);
    expect(head).toBe('program.yaml:42:6  error  unknown key ladr  def.unknown-key');
    const place = (text: string | undefined, character: string): number => columnsOf((text ?? '').slice(0, (text ?? '').indexOf(character)));
    expect(place(caret, '^')).toBe(columnsOf((line ?? '').slice(0, (line ?? '').indexOf('adr'))));
    expect(hint).toContain('did you mean ladder');
  });

  it('colours only for a terminal that shows colours', () => {
    expect(diagnosticLines(terminal({ colour: true }), fault)[0]).toContain('\u001B[31m');
    expect(diagnosticLines(terminal(), fault).join('')).not.toContain('\u001B');
  });

  it('is counted by severity', () => {
    expect(diagnosticSum(terminal(), [fault, { ...fault, severity: 'warning' }])).toBe('1 errors, 1 warnings.');
    expect(diagnosticSum(terminal(), [])).toBe('No faults.');
  });
});

describe('a failure', () => {
  const failure = new CommandFailed('port.busy', {
    what: { zh: '端口已被占用', en: 'The port is taken' },
    where: '127.0.0.1:3000',
    mend: { zh: '换一个 PORT', en: 'Set another PORT' },
  });

  it('says what, where and how to mend it', () => {
    const spoken = terminal();
    printFailure(spoken, failure);
    expect(spoken.errors).toEqual(['✗ The port is taken', '  127.0.0.1:3000', '  → Set another PORT']);
  });

  it('is one JSON document with a stable code for machines', () => {
    const spoken = terminal({ json: true });
    printFailure(spoken, failure);
    expect(JSON.parse(spoken.errors.join(''))).toMatchObject({ error: { code: 'port.busy', where: '127.0.0.1:3000' } });
  });
});

describe('an instant', () => {
  it('is shown in the zone of the programs', () => {
    expect(instant(Date.UTC(2016, 2, 14, 8))).toBe('2016-03-14 16:00');
  });

  it('that closes at midnight is shown as the end of the day before', () => {
    expect(deadline(Date.UTC(2016, 2, 14, 16))).toBe('2016-03-14 24:00');
    expect(deadline(Date.UTC(2016, 2, 14, 16), true)).toBe('2016-03-14 24:00（暂定）');
    expect(deadline(Date.UTC(2016, 2, 14, 7, 30))).toBe('2016-03-14 15:30');
  });
});
