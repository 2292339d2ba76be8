// Notices, mail and wake-ups: each has its cause, each cause has its own, and none is earlier than what it tells of.
import { createHash } from 'node:crypto';

const messageId = (key) => `<${createHash('sha256').update(key).digest('hex').slice(0, 40)}@localhost>`;

/** owner, seq and place of the effect in a notice's key. */
function placeOf({ key }) {
  const [owner, seq, index] = key.split('/');
  return { entry: `${owner}/${seq}`, index: Number(index) };
}

const toldBy = ({ body }) => {
  const asked = (body.effects ?? []).flatMap((effect, index) => (effect.type === 'notice' && effect.posts.length > 0 ? [index] : []));
  return body.cause?.kind === 'moved' || body.cause?.kind === 'reopened' ? [...asked, body.effects.length] : asked;
};

/** A wake-up that a row asks for; those far ahead are brought by the horizon and not by the relay. */
function wakeUpOf(message, at) {
  switch (message.topic) {
    case 'drain':
      return message.at > at + 9 * 60_000 ? undefined : `drain ${message.at}`;
    case 'poke.cases':
      return `poke-cases ${message.programId}`;
    case 'poke.program':
      return `poke-program ${message.programId}`;
    default:
      return 'deliver';
  }
}
const published = ({ name, data }) => (name === 'deliver' ? name : `${name} ${data.at ?? data.programId}`);

export const messages = [
  {
    name: 'every notice has its cause on the record, and every cause its notices',
    run({ journal, notices }) {
      const entries = new Map(journal.map((entry) => [`${entry.ownerId}/${entry.seq}`, entry]));
      const told = new Set(notices.map((notice) => `${placeOf(notice).entry}/${placeOf(notice).index}`));
      const orphans = notices.filter((notice) => {
        const { entry, index } = placeOf(notice);
        const cause = entries.get(entry);
        return cause === undefined || !(cause.body.effects?.[index]?.type === 'notice' || (index === cause.body.effects?.length && ['moved', 'reopened'].includes(cause.body.cause.kind)));
      });
      const silent = journal.flatMap((entry) => toldBy(entry).filter((index) => !told.has(`${entry.ownerId}/${entry.seq}/${index}`)).map((index) => `entry ${entry.ownerId} #${entry.seq}: nobody was told of effect ${index}`));
      return { looked: notices.length, found: [...orphans.map(({ key }) => `notice ${key} has no cause`), ...silent] };
    },
  },
  {
    name: 'every letter arrived, under one id, as often as it was tried at most',
    run({ deliveries, mails }) {
      const arrived = new Map();
      for (const { id } of mails) arrived.set(id, (arrived.get(id) ?? 0) + 1);
      const known = new Set(deliveries.map(({ key }) => messageId(key)));
      const found = deliveries.flatMap(({ key, status, attempts }) => {
        const times = arrived.get(messageId(key)) ?? 0;
        return status === 'delivered' && times >= 1 && times <= attempts ? [] : [`letter ${key} is ${status} after ${attempts} attempts and arrived ${times} times`];
      });
      return { looked: deliveries.length, found: [...found, ...[...arrived.keys()].filter((id) => !known.has(id)).map((id) => `mail ${id} is of no notice`)] };
    },
  },
  {
    name: 'no letter left before what it tells of was committed',
    run({ journal, deliveries, mails }) {
      const commits = new Map(journal.map(({ ownerId, seq, commit }) => [`${ownerId}/${seq}`, commit]));
      const causes = new Map(deliveries.map(({ key, noticeKey }) => [messageId(key), commits.get(placeOf({ key: noticeKey }).entry)]));
      return { looked: mails.length, found: mails.filter(({ id, at }) => at < Math.floor(causes.get(id) ?? 0)).map(({ id, at }) => `mail ${id} arrived ${Math.round(causes.get(id) - at)} ms before its cause was committed`) };
    },
  },
  {
    name: 'every step that told somebody left a wake-up in its own transaction',
    run({ journal, outboxRows, since }) {
      const woken = new Set(outboxRows.filter(({ message }) => message.topic === 'deliver').map(({ xid }) => xid));
      const telling = journal.filter((entry) => entry.commit >= since && toldBy(entry).length > 0);
      return { looked: telling.length, found: telling.filter(({ xid }) => !woken.has(xid)).map(({ ownerId, seq }) => `entry ${ownerId} #${seq} woke nobody`) };
    },
  },
  {
    name: 'the relay lets no row go before its wake-up is published',
    run({ trace }) {
      const found = [];
      let looked = 0;
      const perProcess = new Map();
      for (const line of trace) {
        const state = perProcess.get(line.pid) ?? { taken: [], published: new Set() };
        perProcess.set(line.pid, state);
        if (line.took) Object.assign(state, { taken: line.took, at: line.at, published: new Set() });
        if (line.published) for (const job of line.published) state.published.add(published(job));
        if (!line.gone) continue;
        looked += line.gone.length;
        for (const { id, message } of state.taken) {
          const wanted = wakeUpOf(message, state.at);
          if (line.gone.includes(id) && wanted !== undefined && !state.published.has(wanted)) found.push(`outbox row ${id} (${wanted}) went and was never published`);
        }
      }
      return { looked, found };
    },
  },
];
