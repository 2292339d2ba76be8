// Defects, put into a process from outside through its ports, to prove that the checker finds them. Each is what its name
// says, as far as the design leaves a place for it.
import { createHash, randomUUID } from 'node:crypto';
import pg from 'pg';
import { createTransport } from 'nodemailer';

const built = (lib) => import(`../../dist/libs/${lib}/src/index.js`);

/** Wraps every transaction of every step: `change` gives the methods to put in place. */
async function inTransactions(change) {
  const { PostgresStepStore } = await built('persistence');
  const wrapped = (work) => async (tx) => {
    const changes = change(tx);
    return await work(new Proxy(tx, { get: (target, key) => changes[key] ?? (typeof target[key] === 'function' ? target[key].bind(target) : target[key]) }));
  };
  for (const method of ['transaction', 'shared']) {
    const original = PostgresStepStore.prototype[method];
    PostgresStepStore.prototype[method] = function planted(...given) {
      const work = given.at(-1);
      // A shared work that goes alone passes here twice.
      const once = work.planted ? work : Object.assign(wrapped(work), { planted: true });
      return original.call(this, ...given.slice(0, -1), once);
    };
  }
}

const defects = {
  /** A deadline fires by the instant that it was first armed for, whatever it has been moved to since. */
  'skip-epoch-check': async () => {
    const first = (bundles) => bundles.map((bundle) => ({ ...bundle, dates: bundle.dates.filter((row, index) => bundle.dates.findIndex((other) => other.name === row.name && other.scopeId === row.scopeId) === index) }));
    await inTransactions((tx) => ({
      lockDueCases: async (...given) => first(await tx.lockDueCases(...given)),
      lockUnseeingCases: async (...given) => first(await tx.lockUnseeingCases(...given)),
    }));
  },

  /** Mail of a step's notices leaves while its transaction is still open. */
  'relay-before-commit': async () => {
    const transport = createTransport({ url: process.env.SMTP_URL, pool: true, maxConnections: 2 });
    const accounts = JSON.parse(process.env.FAULTS_ACCOUNTS);
    await inTransactions((tx) => ({
      write: async (batch) => {
        for (const { key, post } of batch.notices ?? []) {
          const account = accounts[post];
          const id = createHash('sha256').update(`${key}/${account}`).digest('hex').slice(0, 40);
          await transport.sendMail({ from: 'shidian@localhost', to: `${account}@example.test`, subject: 'early', text: 'early', messageId: `<${id}@localhost>` }).catch(() => undefined);
        }
        await tx.write(batch);
      },
    }));
  },

  /** Cases are read as if they were locked. */
  'ignore-lock': async () => {
    const query = pg.Client.prototype.query;
    pg.Client.prototype.query = function planted(asked, ...given) {
      if (asked?.name === 'lock_free_cases') asked = { ...asked, text: asked.text.replace('FOR NO KEY UPDATE SKIP LOCKED', '') };
      if (asked?.name === 'lock_cases') asked = { ...asked, text: asked.text.replace('shidian.lock_cases', 'shidian.read_cases') };
      if (asked?.name === 'take_due_cases') asked = { ...asked, text: 'SELECT DISTINCT case_id AS id FROM shidian.timer WHERE due_at <= shidian.instant($1) AND case_id IS NOT NULL LIMIT $2' };
      return query.call(this, asked, ...given);
    };
  },

  /** The relay forgets a row of each page, and every other that says the same. */
  'drop-outbox-row': async () => {
    const { PostgresOutboxStore } = await built('persistence');
    const take = PostgresOutboxStore.prototype.take;
    PostgresOutboxStore.prototype.take = function planted(limit, publish) {
      return take.call(this, limit, (messages) => publish(messages.filter((message) => JSON.stringify(message) !== JSON.stringify(messages[0]))));
    };
  },

  /** What a poke has made of a case is put on its record, and told, a second time. */
  'double-apply-poke': async () => {
    const { chain } = await built('lifecycle');
    await inTransactions((tx) => {
      let poking = false;
      return {
        lockUnseeingCases: (...given) => {
          poking = true;
          return tx.lockUnseeingCases(...given);
        },
        write: (batch) => tx.write(poking ? twice(batch, chain) : batch),
      };
    });
  },

  /** The worker's clock is twenty seconds ahead of the database's. */
  'fire-early': async () => {
    const { DatabaseClock } = await built('persistence');
    const now = DatabaseClock.prototype.now;
    DatabaseClock.prototype.now = function planted() {
      return now.call(this) + 20_000;
    };
  },
};

function twice(batch, chain) {
  const journal = [...(batch.journal ?? [])];
  const notices = [...(batch.notices ?? [])];
  const cases = (batch.cases ?? []).map((update) => {
    const entries = (batch.journal ?? []).filter(({ caseId }) => caseId === update.id);
    if (entries.length === 0) return update;
    const drafts = entries.map((entry) => {
      const { format: _f, owner: _o, seq: _s, kind: _k, at: _a, recordedAt: _r, ...content } = JSON.parse(entry.body);
      return { at: entry.at, kind: entry.kind, content };
    });
    const [{ programId, caseId, recordedAt }] = entries;
    const again = chain({ programId, caseId }, update, recordedAt, drafts);
    journal.push(...again.rows);
    entries.forEach((entry, index) => {
      const seq = again.rows[index].seq;
      for (const notice of batch.notices ?? []) if (notice.key.startsWith(`${caseId}/${entry.seq}/`)) notices.push({ ...notice, id: randomUUID(), key: notice.key.replace(`/${entry.seq}/`, `/${seq}/`) });
    });
    return { ...update, journalHead: again.journalHead, journalCount: again.journalCount };
  });
  return { ...batch, cases, journal, notices };
}

/** The defects, and which processes each is put into. */
export const plants = {
  'skip-epoch-check': ['worker'],
  'relay-before-commit': ['worker', 'api'],
  'ignore-lock': ['worker', 'api'],
  'drop-outbox-row': ['worker'],
  'double-apply-poke': ['worker'],
  'fire-early': ['worker'],
};

export const plant = (name) => defects[name]();
