import { recordingLog } from '@shidian/testing';
import { describe, expect, it } from 'vitest';
import { JobHandledTwice, JobWithoutHandler } from './errors.js';
import { assertEveryJobIsHandledOnce, handleJob, type Handlers, type JobProcessor } from './handlers.js';
import type { QueueName } from './jobs.js';

const nothing = (): Promise<void> => Promise.resolve();
const processor = (queue: QueueName, handlers: Handlers): JobProcessor => ({ queue, handlers, whole: nothing });

const drain = processor('drain', { drain: nothing, 'poke-cases': nothing, 'poke-program': nothing });
const deliver = processor('deliver', { deliver: nothing });
const upkeep = processor('upkeep', { upkeep: nothing });

describe('the table of handlers', () => {
  it('is accepted when every job is handled once', () => {
    expect(() => {
      assertEveryJobIsHandledOnce([drain, deliver, upkeep]);
    }).not.toThrow();
  });

  it('is refused with the names of the jobs that nobody handles', () => {
    expect(() => {
      assertEveryJobIsHandledOnce([processor('drain', { drain: nothing }), upkeep]);
    }).toThrow(new JobWithoutHandler(['poke-cases', 'poke-program', 'deliver']));
  });

  it('is refused when two processors handle one job', () => {
    expect(() => {
      assertEveryJobIsHandledOnce([drain, deliver, processor('upkeep', { upkeep: nothing, deliver: nothing })]);
    }).toThrow(JobHandledTwice);
  });

  it('is refused when one queue has two processors', () => {
    expect(() => {
      assertEveryJobIsHandledOnce([drain, deliver, upkeep, processor('upkeep', {})]);
    }).toThrow(JobHandledTwice);
  });
});

describe('handling a job', () => {
  it('gives the handler what the job carries', async () => {
    const seen: unknown[] = [];
    const log = recordingLog();
    await handleJob({ ...drain, handlers: { drain: (payload) => Promise.resolve(void seen.push(payload)) } }, { name: 'drain', data: { at: 7 } }, log);
    expect(seen).toEqual([{ at: 7 }]);
    expect(log.lines).toEqual([]);
  });

  it('asks PostgreSQL instead, with a warning, when the job lost its content', async () => {
    let asked = 0;
    const log = recordingLog();
    await handleJob({ ...drain, whole: () => Promise.resolve(void (asked += 1)) }, { id: 'drain-7', name: null, data: {} }, log);
    expect(asked).toBe(1);
    expect(log.lines).toMatchObject([{ level: 'warn', facts: { jobId: 'drain-7' } }]);
  });
});
