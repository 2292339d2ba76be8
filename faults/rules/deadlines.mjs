// Time. When a deadline was due is reckoned here from the committed dates and the journal's acts alone, by other code than the
// product's; instants of commits are the server's own.

const MINUTE = 60_000;
/** A date that is committed so shortly before an instant may be seen after it. */
const knownBeforeMs = 2_000;
/** Nothing is said about a deadline that was moved within so long after it, or within the lateness of the run: what a later step makes of it, it makes with the new date. */
const settledForMs = 45_000;

/** The date that bound a place at an instant, among the rows committed by then. */
function bindingAt(dates, name, place, when) {
  let binding;
  for (const row of dates) if (row.name === name && row.place === place && row.commit <= when) binding = row;
  return binding?.closesAt;
}

/** Due instant of a case's deadline as far as it was known at the instant: a county's date is not later than its city's. */
function dueAt({ dates }, { path }, deadline, when) {
  const known = (name) => path.map((place) => bindingAt(dates, name, place, when)).find((closes) => closes !== undefined);
  const city = known('city_due');
  if (deadline === 'gather_county/due') return city;
  const county = known('county_due');
  return county === undefined || (city !== undefined && city < county) ? city : county;
}

const watched = ['apply/due', 'gather_county/due'];
const causeOf = ({ body }) => body.cause ?? {};
const timed = ({ kind }) => kind === 'rung' || kind === 'deadline';

function offsetOf({ ladders }, { kind, deadline, rung }) {
  if (kind === 'deadline') return 0;
  return (ladders[deadline].find(({ id }) => id === rung)?.offset.amount ?? 0) * MINUTE;
}

/** When the deadline was armed and when it was over, as the case's own entries tell. */
function armedIn(entries, deadline) {
  const spans = [];
  const open = (from) => spans.push({ from, to: undefined });
  const close = (to) => {
    const last = spans.at(-1);
    if (last !== undefined && last.to === undefined) last.to = to;
  };
  for (const entry of entries) {
    const cause = causeOf(entry);
    const submitted = cause.kind === 'act' && cause.decision === 'submitted';
    if (deadline === 'gather_county/due') {
      if (submitted) open(entry.at);
      continue;
    }
    if (cause.kind === 'started' || cause.kind === 'reopened') open(entry.at);
    if (submitted || (cause.kind === 'deadline' && cause.deadline === deadline)) close(entry.at);
  }
  return spans;
}

/** Entries of cases, by case. */
function byCase(journal) {
  const groups = new Map();
  for (const entry of journal) {
    if (entry.caseId === null) continue;
    if (!groups.has(entry.caseId)) groups.set(entry.caseId, []);
    groups.get(entry.caseId).push(entry);
  }
  return groups;
}

export const deadlines = [
  {
    name: 'nothing fires before its time',
    run({ journal }) {
      const entries = journal.filter((entry) => timed(causeOf(entry)));
      return { looked: entries.length, found: entries.filter(({ at, commit }) => commit < at).map(({ caseId, seq, at, commit, body }) => `case ${caseId} #${seq}: ${body.cause.deadline} of ${new Date(at).toISOString()} was committed ${Math.round(at - commit)} ms before`) };
    },
  },
  {
    name: 'nothing fires by a date that no longer binds',
    run(history) {
      const cases = new Map(history.cases.map((one) => [one.id, one]));
      // One that lies behind when it is armed or moved counts from there, and so does a rung.
      const armings = new Set(history.journal.filter((entry) => ['started', 'reopened', 'moved', 'act'].includes(causeOf(entry).kind)).map(({ ownerId, at }) => `${ownerId} ${at}`));
      const entries = history.journal.filter((entry) => timed(causeOf(entry)) && watched.includes(causeOf(entry).deadline));
      const found = entries.filter((entry) => {
        const cause = causeOf(entry);
        const counted = entry.at - offsetOf(history, cause);
        const behind = armings.has(`${entry.ownerId} ${entry.at}`);
        const moments = [entry.at, ...history.dates.filter(({ commit }) => commit > entry.at && commit <= entry.commit).map(({ commit }) => commit)];
        return !moments.some((when) => {
          const due = dueAt(history, cases.get(entry.caseId), cause.deadline, when);
          return due === counted || (behind && due <= counted);
        });
      });
      return { looked: entries.length, found: found.map(({ caseId, seq, at, body }) => `case ${caseId} #${seq}: ${body.cause.deadline} counted at ${new Date(at).toISOString()}, which no binding date says`) };
    },
  },
  {
    name: 'nothing fires twice',
    run({ journal }) {
      const seen = new Map();
      const found = [];
      let looked = 0;
      for (const entry of journal) {
        const { kind, deadline, epoch, rung, seq } = causeOf(entry);
        if (!timed(causeOf(entry)) && kind !== 'moved' && kind !== 'program') continue;
        looked += 1;
        const names = kind === 'program' ? [`${entry.ownerId} program move ${seq}`] : [`${entry.ownerId} ${kind} ${deadline} ${rung ?? ''} epoch ${epoch}`, ...(kind === 'rung' ? [`${entry.ownerId} ${deadline} ${rung} at ${entry.at}`] : [])];
        for (const name of names) {
          if (seen.has(name)) found.push(`${name}: #${seen.get(name)} and #${entry.seq}`);
          seen.set(name, entry.seq);
        }
      }
      return { looked, found };
    },
  },
  {
    name: 'every reminder, overdue notice, escalation and close that was due is on the record',
    run(history) {
      const { looked, missing } = expected(history);
      return { looked, found: missing.map(sentence) };
    },
  },
];

const sentence = ({ one, deadline, rung, at }) => `case ${one.id}: ${deadline} ${rung ?? 'close'} of ${new Date(at).toISOString()} is not there`;

/** What had to be on the record by the committed dates, and what of it is not. */
function expected(history) {
  const missing = [];
  let looked = 0;
  const entriesOf = byCase(history.journal);
  const changes = history.dates.map(({ commit }) => commit);
  const settled = Math.max(settledForMs, latenessOf(history).most ?? 0);
  for (const one of history.cases) {
    const entries = entriesOf.get(one.id) ?? [];
    for (const deadline of watched) {
      const dues = new Set([...changes, history.since].map((when) => dueAt(history, one, deadline, when)).filter((due) => due !== undefined));
      const steps = [...history.ladders[deadline].map(({ id, offset }) => ({ kind: 'rung', rung: id, offset: offset.amount * MINUTE })), ...(deadline === 'apply/due' ? [{ kind: 'deadline', offset: 0 }] : [])];
      for (const { from, to } of armedIn(entries, deadline)) {
        for (const due of dues) {
          for (const { kind, rung, offset } of steps) {
            const at = due + offset;
            const ripe = at + (kind === 'deadline' ? history.graceMs : 0);
            const inTime = at > Math.max(from, history.since) + knownBeforeMs && (to === undefined || at < to || (kind === 'deadline' && at === to)) && ripe + 3_000 < history.now;
            if (!inTime || !stable(history, one, deadline, due, at - knownBeforeMs, ripe + settled)) continue;
            looked += 1;
            // Twice is for the rule above: a close may count again at the same instant in another epoch, when a later date brings it back.
            // What lay between the moving of its date and the case's look at it counts at that look.
            const looks = entries.filter((entry) => causeOf(entry).kind === 'moved' && causeOf(entry).deadline === deadline && causeOf(entry).to === due && entry.at > at).map((entry) => entry.at);
            if (entries.some((entry) => [at, ...looks].includes(entry.at) && causeOf(entry).kind === kind && causeOf(entry).deadline === deadline && (rung === undefined || causeOf(entry).rung === rung))) continue;
            missing.push({ one, deadline, rung, at });
          }
        }
      }
    }
  }
  return { looked, missing };
}

function stable(history, one, deadline, due, from, to) {
  const moments = [from, ...history.dates.filter(({ commit }) => commit > from && commit <= to).map(({ commit }) => commit)];
  return moments.every((when) => dueAt(history, one, deadline, when) === due);
}

/** How late what fell due in the run was committed, in ms behind its instant. */
export function latenessOf({ journal, since, graceMs }) {
  const late = journal
    .filter((entry) => timed(causeOf(entry)) && entry.at >= since)
    .map((entry) => entry.commit - entry.at - (causeOf(entry).kind === 'deadline' ? graceMs : 0))
    .sort((a, b) => a - b);
  const quantile = (q) => (late.length === 0 ? null : Math.round(late[Math.min(late.length - 1, Math.floor(late.length * q))]));
  return { fired: late.length, p50: quantile(0.5), p99: quantile(0.99), most: quantile(1) };
}
