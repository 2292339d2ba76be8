import { describe, expect, it } from 'vitest';
import type { Terminal } from '../print/terminal.js';
import type { Command } from './command.js';
import { parse } from './parse.js';
import { run } from './run.js';

const nothing = (): Promise<undefined> => Promise.resolve(undefined);
const commands: readonly Command[] = [
  { name: 'check', args: '<dir>', does: { zh: '检查', en: 'check' }, run: nothing },
  { name: 'case show', args: '<case>', does: { zh: '看一件', en: 'show' }, run: nothing },
  {
    name: 'case act',
    args: '<case> <decision>',
    does: { zh: '办理', en: 'act' },
    options: [
      { flags: '--set <name=value>', does: { zh: '事项', en: 'data' } },
      { flags: '--reason <text>', does: { zh: '理由', en: 'reason' } },
    ],
    run: nothing,
  },
  { name: 'open', args: '<definition>', does: { zh: '开办', en: 'open' }, options: [{ flags: '--date <name=rule>', does: { zh: '日期', en: 'date' } }], run: nothing },
];

const silent: Terminal = { json: false, colour: false, language: 'both', out: () => undefined, err: () => undefined };
const call = (...words: string[]): Extract<ReturnType<typeof parse>, { kind: 'call' }> => {
  const parsed = parse(words, commands, silent);
  if (parsed.kind !== 'call') throw new Error('help was printed');
  return parsed;
};

describe('the command line', () => {
  it('reads a command of two words with its arguments and options', () => {
    const { command, args, options } = call('case', 'act', '000123', 'accept', '--set', 'seal=yes', '--set', 'copies=2', '--reason', '材料齐全');
    expect(command.name).toBe('case act');
    expect(args).toEqual(['000123', 'accept']);
    expect(options.pairs('set')).toEqual({ seal: 'yes', copies: '2' });
    expect(options.text('reason')).toBe('材料齐全');
  });

  it('keeps everything after the first equals sign of a pair', () => {
    expect(call('open', 'x', '--date', 'province_due=by 2026-12-20 a=b').options.pairs('date')).toEqual({ province_due: 'by 2026-12-20 a=b' });
  });

  it('takes values as they were typed, numbers too', () => {
    const { options } = call('case', 'act', '000123', 'accept', '--reason', '000012', '--set=copies=02', '--set', 'x=1e3');
    expect(options.text('reason')).toBe('000012');
    expect(options.pairs('set')).toEqual({ copies: '02', x: '1e3' });
  });

  it('refuses a pair without a name', () => {
    expect(() => call('open', 'x', '--date', '=by 2026-12-20').options.pairs('date')).toThrow(/name=value/);
  });

  it.each([
    [['chek', 'x'], 'shidian check'],
    [['case', 'shwo', 'x'], 'shidian case show'],
    [['opne', 'x'], 'shidian open'],
  ])('suggests the nearest command for %j', (words, meant) => {
    expect(() => parse(words, commands, silent)).toThrow(expect.objectContaining({ code: 'usage', text: expect.objectContaining({ mend: expect.objectContaining({ en: `Did you mean ${meant}?` }) as unknown }) as unknown }));
  });

  it('lists the commands of a group when the second word is missing', () => {
    expect(() => parse(['case'], commands, silent)).toThrow(expect.objectContaining({ text: expect.objectContaining({ mend: expect.objectContaining({ en: 'There are: case show, case act' }) as unknown }) as unknown }));
  });

  it('suggests the nearest option', () => {
    expect(() => call('case', 'act', 'x', 'accept', '--reson', 'y')).toThrow(expect.objectContaining({ text: expect.objectContaining({ mend: expect.objectContaining({ en: 'Did you mean --reason?' }) as unknown }) as unknown }));
  });

  it.each([[['check']], [['check', 'a', 'b']], [['case', 'act', 'x', 'accept', '--reason']]])('refuses %j as wrong usage', (words) => {
    expect(() => parse(words, commands, silent)).toThrow(expect.objectContaining({ code: 'usage' }));
  });

  it('answers --help of a command with its options, and of nothing with the list of commands', () => {
    const one = parse(['case', 'act', '--help'], commands, silent);
    const all = parse([], commands, silent);
    expect(one.kind === 'help' && one.text).toContain('--reason <text>');
    expect(all.kind === 'help' && all.text).toContain('case show <case>');
  });
});

describe('the exit code', () => {
  const around = { terminal: silent, environment: {}, folder: '/', root: '/', onStop: () => () => undefined };
  const answering = (answer: () => Promise<boolean | undefined>): readonly Command[] => [{ name: 'do', does: { zh: '做' }, run: answer }];

  it('is 0 for done, 1 for a "no" and for a failure, 2 for wrong usage', async () => {
    expect(await run(['do'], answering(nothing), around)).toBe(0);
    expect(await run(['do'], answering(() => Promise.resolve(false)), around)).toBe(1);
    expect(await run(['do'], answering(() => Promise.reject(new Error('broken'))), around)).toBe(1);
    expect(await run(['does'], answering(nothing), around)).toBe(2);
  });
});
