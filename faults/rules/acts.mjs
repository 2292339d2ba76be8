// What people did: everything that was accepted stands on the record once, and nothing else does.

const isAct = ({ body: { cause } }) => cause?.kind === 'act';
const same = ({ caseId, task, decision, account }) => `${caseId} ${task} ${decision} ${account}`;
const ofEntry = ({ caseId, body: { cause } }) => same({ caseId, task: cause.number, decision: cause.decision, account: cause.account });

function countBy(list, keyOf) {
  const counts = new Map();
  for (const one of list) counts.set(keyOf(one), (counts.get(keyOf(one)) ?? 0) + 1);
  return counts;
}

export const acts = [
  {
    name: 'every accepted act is on the record once',
    run({ asked, journal }) {
      const accepted = asked.filter(({ kind, status }) => kind === 'act' && status === 200);
      const there = countBy(journal.filter(isAct), ofEntry);
      return { looked: accepted.length, found: accepted.filter((one) => there.get(same(one)) !== 1).map((one) => `${same(one)} stands there ${there.get(same(one)) ?? 0} times`) };
    },
  },
  {
    name: 'nothing is on the record that nobody was told was accepted',
    run({ asked, journal, since }) {
      const accepted = new Set(asked.filter(({ kind, status }) => kind === 'act' && status === 200).map(same));
      const entries = journal.filter((entry) => isAct(entry) && entry.commit >= since);
      return { looked: entries.length, found: entries.filter((entry) => !accepted.has(ofEntry(entry))).map((entry) => `${ofEntry(entry)} was accepted for nobody`) };
    },
  },
  {
    name: 'every case that was begun is there once, and no other',
    run({ asked, journal, since }) {
      const accepted = new Set(asked.filter(({ kind, status }) => kind === 'start' && status === 201).map(({ answer }) => answer.id));
      const begun = journal.filter(({ caseId, body, commit }) => caseId !== null && body.cause?.kind === 'started' && commit >= since).map(({ caseId }) => caseId);
      return {
        looked: accepted.size,
        found: [...[...accepted].filter((id) => !begun.includes(id)).map((id) => `case ${id} is missing`), ...begun.filter((id, index) => !accepted.has(id) || begun.indexOf(id) !== index).map((id) => `case ${id} was begun for nobody`)],
      };
    },
  },
  {
    name: 'every date that was set is there once, and no other',
    run({ asked, dates, since }) {
      const accepted = new Set(asked.filter(({ kind, status }) => kind === 'date' && status === 201).map(({ answer }) => answer.id));
      const there = dates.filter(({ commit }) => commit >= since).map(({ id }) => id);
      return { looked: accepted.size, found: [...[...accepted].filter((id) => !there.includes(id)).map((id) => `date ${id} is missing`), ...there.filter((id) => !accepted.has(id)).map((id) => `date ${id} was set for nobody`)] };
    },
  },
  {
    name: 'every request had an answer in the end, and none was a fault of the service',
    run({ asked }) {
      return {
        looked: asked.length,
        found: asked.filter(({ status, faults }) => status === undefined || faults > 0).map(({ kind, last, faults, tries }) => (faults > 0 ? `${kind}: answered with 500 ${faults} times` : `${kind}: no answer after ${tries} tries, last ${last}`)),
      };
    },
  },
];
