// The record, the projections, and what stands behind them.

/** What the queue's own statements are called in the trace: they begin with a comment. Its tables are truncated under it, which PostgreSQL may end as a deadlock. */
const ofTheQueue = '--';
/** States of errors that say that the first line of defence did not hold: somebody else wrote what was locked, a key came twice. */
const secondLines = { SD001: 'a stale write', 23505: 'a key twice', 23503: 'a row without its parent', 23514: 'a broken constraint', '40P01': 'a deadlock' };

export const record = [
  { name: 'every journal is whole', run: ({ chains, brokenChains }) => ({ looked: chains, found: brokenChains.map(({ ownerId, firstFault }) => `${ownerId} #${firstFault.seq}: ${firstFault.words.en}`) }) },
  { name: 'every active state has exactly the timers and tasks that its definition asks for', run: ({ chains, findings }) => ({ looked: chains, found: findings.map(({ ownerId, words }) => `${ownerId}: ${words.en}`) }) },
  {
    name: 'nothing is left to do after quiet time',
    run: ({ waiting }) => ({ looked: Object.keys(waiting).length, found: Object.entries(waiting).filter(([, count]) => count > 0).map(([what, count]) => `${count} ${what}`) }),
  },
  {
    name: 'no second line of defence was needed',
    run: ({ trace }) => {
      const errors = trace.filter(({ error }) => error !== undefined);
      return { looked: errors.length, found: errors.filter(({ error, statement }) => secondLines[error] !== undefined && !(error === '40P01' && statement === ofTheQueue)).map(({ error, statement, text }) => `${statement}: ${secondLines[error]} (${text})`) };
    },
  },
];
