import { describe, expect, it } from 'vitest';
import { jobs, queueNames, readJob } from './jobs.js';

const programId = '01936f5e-7d1c-7c2f-8b62-0a2d3b1f5a01';

describe('reading a job', () => {
  it('gives back what was put in', () => {
    expect(readJob('drain', { name: 'drain', data: { at: 1_480_000_000_000 } })).toEqual({ name: 'drain', payload: { at: 1_480_000_000_000 } });
    expect(readJob('drain', { name: 'poke-cases', data: { programId } })).toEqual({ name: 'poke-cases', payload: { programId } });
  });

  it.each([
    ['that lost its content', { name: null, data: {} }],
    ['whose instant is text', { name: 'drain', data: { at: '2016-12-20' } }],
    ['without an instant', { name: 'drain', data: {} }],
    ['without any data', { name: 'drain', data: undefined }],
    ['whose program is no id', { name: 'poke-program', data: { programId: "' OR 1=1" } }],
    ['with an unknown name', { name: 'constructor', data: {} }],
    ['of another queue', { name: 'deliver', data: {} }],
  ])('does not read a job %s', (_, job) => {
    expect(readJob('drain', job)).toBeUndefined();
  });

  it('knows three queues and a queue for every job', () => {
    expect(queueNames).toHaveLength(3);
    expect(new Set(Object.values(jobs).map(({ queue }) => queue))).toEqual(new Set(queueNames));
  });
});
