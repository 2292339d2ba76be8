import { describe, expect, it } from 'vitest';
import { outcomeOf } from './smtp-outcome.js';

const failure = (facts: object): Error => Object.assign(new Error('failed'), facts);

describe('what a failed attempt means', () => {
  it.each([
    ['an unknown mailbox is for good', { code: 'EENVELOPE', command: 'RCPT TO', responseCode: 550 }, 'address', true],
    ['a refused message is for good', { code: 'EMESSAGE', command: 'DATA', responseCode: 554 }, 'address', true],
    ['greylisting passes', { code: 'EENVELOPE', command: 'RCPT TO', responseCode: 451 }, 'address', false],
    ['a full mailbox passes', { code: 'EENVELOPE', command: 'RCPT TO', responseCode: 452 }, 'address', false],
    ['a muddled session passes', { code: 'EMESSAGE', command: 'DATA', responseCode: 503 }, 'address', false],
    ['an address that the client refuses is for good', { code: 'EENVELOPE', command: 'API' }, 'address', true],
    ['a server that closes down fails the way', { code: 'EENVELOPE', command: 'RCPT TO', responseCode: 421 }, 'channel', false],
    ['a refused login fails the way, not the mailbox', { code: 'EAUTH', command: 'AUTH PLAIN', responseCode: 535 }, 'channel', false],
    ['a refused sender fails the way, not the mailbox', { code: 'EENVELOPE', command: 'MAIL FROM', responseCode: 550 }, 'channel', false],
    ['a greeting that refuses fails the way', { code: 'EPROTOCOL', command: 'CONN', responseCode: 554 }, 'channel', false],
    ['nobody at home fails the way', { code: 'ESOCKET', command: 'CONN' }, 'channel', false],
    ['silence fails the way', { code: 'ETIMEDOUT', command: 'CONN' }, 'channel', false],
  ] as const)('%s', (_, facts, where, permanent) => {
    expect(outcomeOf(failure(facts))).toMatchObject({ is: 'failed', where, permanent });
  });

  it('keeps the reply short, on one line and without addresses', () => {
    const outcome = outcomeOf(failure({ code: 'EENVELOPE', command: 'RCPT TO', responseCode: 550, response: `550 <a.person@school.example.org>\r\nunknown ${'x'.repeat(900)}` }));
    if (outcome.is !== 'failed') throw new Error('it failed');
    expect(outcome.error.length).toBeLessThanOrEqual(300);
    expect(outcome.error).not.toMatch(/[\r\n]|@/);
  });

  it('knows a failure that is no error object', () => {
    expect(outcomeOf('what')).toMatchObject({ where: 'channel', permanent: false });
  });
});
