import type { FastifyRequest } from 'fastify';
import { describe, expect, it } from 'vitest';
import { Problem } from '../problem/problem.js';
import { inputOf } from './input.js';
import { methodsAt } from './known-paths.js';

const request = (parts: object): FastifyRequest => ({ params: {}, query: {}, headers: {}, ...parts }) as FastifyRequest;
const id = '01900000-0000-7000-8000-000000000001';

function refusal(read: () => unknown): Problem {
  try {
    read();
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  throw new Error('was taken');
}

describe('the input of a route', () => {
  it('is read by its row of the table, with numbers as numbers and defaults left to the handler', () => {
    expect(inputOf('tasks', request({ query: { limit: '20', state: 'done' } }))).toEqual({ query: { limit: 20, state: 'done' } });
    expect(inputOf('actOnCase', request({ params: { caseId: id, number: '7' }, headers: { 'if-match': '"3"', host: 'x' }, body: { decision: 'submit' } }))).toEqual({
      params: { caseId: id, number: 7 },
      headers: { 'if-match': '"3"' },
      body: { decision: 'submit' },
    });
  });

  it('reports every fault of every part at once, with its place and in both languages', () => {
    const problem = refusal(() =>
      inputOf('startCase', request({ params: { programId: 'x' }, headers: { 'idempotency-key': 'short' }, body: { applicantId: 7, topic: '', secret: 1 } })),
    );
    expect(problem.code).toBe('request.invalid');
    expect(problem.errors.map(({ path }) => path)).toEqual(['/params/programId', '/headers/idempotency-key', '/body/applicantId', '/body/topic', '/body']);
    for (const { messages } of problem.errors) {
      expect(messages.zh).toMatch(/\p{Script=Han}/u);
      expect(messages.en).toMatch(/^[ -~]+$/);
    }
  });

  it('never repeats what was sent', () => {
    const problem = refusal(() => inputOf('signIn', request({ body: { login: 5, password: 'x'.repeat(300), hunter2: 1 } })));
    expect(JSON.stringify(problem.errors)).not.toMatch(/xxxx|hunter2/);
  });

  it('refuses query parameters that the route does not know', () => {
    expect(refusal(() => inputOf('tasks', request({ query: { stat: 'open' } }))).code).toBe('request.invalid');
    expect(refusal(() => inputOf('me', request({ query: { a: 'b' } }))).code).toBe('request.invalid');
  });

  it('refuses NUL in paths and queries', () => {
    expect(refusal(() => inputOf('cases', request({ params: { programId: id }, query: { search: 'a\u0000' } }))).code).toBe('request.text');
    expect(refusal(() => inputOf('case', request({ params: { caseId: '\u0000' } }))).code).toBe('request.text');
  });
});

describe('the methods of a path', () => {
  it('are those of the table, and HEAD with GET', () => {
    expect(methodsAt(`/api/programs/${id}/cases?x=1`)).toEqual(['GET', 'POST', 'HEAD']);
    expect(methodsAt('/api/openapi.json')).toEqual(['GET', 'HEAD']);
    expect(methodsAt('/api/openapiXjson')).toEqual([]);
    expect(methodsAt('/api/nothing')).toEqual([]);
  });
});
