import { compiledScript } from '@shidian/testing';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { draftPaper, submittedPaper, summaryPaper } from '../spec-papers.js';
import { Press, PressBusy, PressFailed, type PressOptions } from './press.js';

let entry: URL;
const presses: Press[] = [];

beforeAll(async () => {
  entry = await compiledScript(new URL('press-process.ts', import.meta.url));
});

afterEach(() => {
  for (const press of presses.splice(0)) press.close();
});

function opened(options: PressOptions = {}): Press {
  const press = new Press({ entry, ...options });
  presses.push(press);
  return press;
}

describe('the press', () => {
  it('makes every kind of paper, the same bytes each time', async () => {
    const press = opened();
    for (const kind of ['form.pdf', 'form.docx'] as const) {
      const first = await press.make(kind, draftPaper());
      expect(Buffer.from(await press.make(kind, draftPaper())).equals(first)).toBe(true);
    }
    expect((await press.make('roll.xlsx', summaryPaper(2))).subarray(0, 2)).toEqual(new Uint8Array([0x50, 0x4b]));
    expect(Buffer.from(await press.make('roll.pdf', summaryPaper(2))).toString('latin1', 0, 5)).toBe('%PDF-');
  });

  it('answers each of many who ask at once with his own', async () => {
    const press = opened();
    const sizes = await Promise.all([1, 40, 2, 30].map(async (rows) => (await press.make('roll.xlsx', summaryPaper(rows))).length));
    const alone = await Promise.all([1, 40, 2, 30].map(async (rows) => (await opened().make('roll.xlsx', summaryPaper(rows))).length));
    expect(sizes).toEqual(alone);
  });

  it('keeps so many waiting and no more, and says when to ask again', async () => {
    const press = opened({ waiting: 2 });
    const taken = [press.make('form.pdf', draftPaper()), press.make('form.pdf', draftPaper()), press.make('form.pdf', draftPaper())];
    await expect(press.make('form.pdf', draftPaper())).rejects.toThrow(PressBusy);
    await expect(press.make('form.pdf', draftPaper())).rejects.toMatchObject({ retryAfterSeconds: 5 });
    expect(await Promise.all(taken)).toHaveLength(3);
    expect(await press.make('form.pdf', draftPaper())).toBeInstanceOf(Uint8Array);
  });

  it('ends what takes too long and makes the next', async () => {
    const press = opened({ withinMs: 1 });
    await expect(press.make('form.pdf', submittedPaper())).rejects.toThrow(PressFailed);
    const patient = opened();
    expect(await patient.make('form.pdf', draftPaper())).toBeInstanceOf(Uint8Array);
  });

  it('fails one paper and not the next when it cannot be made', async () => {
    const press = opened();
    await expect(press.make('form.pdf', { title: '', cover: [], sections: [{ title: 'x', pieces: [{ kind: 'nothing' } as never] }], mark: { reference: '', coverage: '' } })).rejects.toThrow(PressFailed);
    expect(await press.make('form.pdf', draftPaper())).toBeInstanceOf(Uint8Array);
  });

  it('begins a new process when the old one is gone', async () => {
    const press = opened({ entry: new URL(`data:text/javascript,process.exit(1)`) });
    await expect(press.make('form.pdf', draftPaper())).rejects.toThrow();
    const alive = opened();
    await alive.make('form.pdf', draftPaper());
    alive.close();
    expect(await alive.make('form.pdf', draftPaper())).toBeInstanceOf(Uint8Array);
  });

  it('refuses what waits when it closes', async () => {
    const press = opened();
    const taken = [press.make('form.pdf', draftPaper()), press.make('form.pdf', draftPaper())];
    press.close();
    const outcomes = await Promise.allSettled(taken);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });

  it('tells an unreadable file from a fault of its own', async () => {
    const { applicationForm, liaoning } = await import('../spec-papers.js');
    const parts = { form: applicationForm(), topics: liaoning().topics };
    expect(await opened().make('cases.read', { ...parts, content: new Uint8Array([1, 2, 3]) })).toMatchObject({ unreadable: { en: expect.stringContaining('no XLSX file') as string } });
  });
});
