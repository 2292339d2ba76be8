import type { Words } from '@shidian/engine';
import type { Plan, PlanDate, PlanEntry, PlanParty } from '@shidian/lifecycle';
import type { AnswerOf } from '../route/input.js';
import { iso, isoOrNull, words, zone } from '../wire/wire.js';

type Wire = AnswerOf<'programPlan'>;
type Duty = PlanEntry['duties'][number];

const orNull = (text: Words | undefined): Wire['relative'][number]['then'] => (text === undefined ? null : words(text));
const party = ({ party: key, level, name, post }: PlanParty): Wire['entries'][number]['told'][number] => ({ party: key, level, name: words(name), post: words(post) });
const stage = ({ key, name }: PlanEntry['stage']): Wire['entries'][number]['stage'] => ({ key, name: words(name) });
const duty = ({ key, name, by }: Duty): Wire['entries'][number]['duties'][number] => ({ key, name: words(name), by: party(by) });
const open = (one: PlanEntry['open']): Wire['entries'][number]['open'] => (one === undefined ? null : { kind: one.kind, by: party(one.by), bound: one.bound ?? null });

export function wirePlanDate({ name, words: title, rule, opens, closes, provisional, open: unset, late, questions, revision }: PlanDate): Wire['dates'][number] {
  return { name, words: words(title), rule: words(rule), opens: isoOrNull(opens), closes: isoOrNull(closes), provisional, open: open(unset), late: late ?? null, questions: [...questions], revision };
}

function entry(one: PlanEntry): Wire['entries'][number] {
  return {
    key: one.key,
    at: iso(one.at),
    kind: one.kind,
    chart: one.chart,
    stage: stage(one.stage),
    date: one.date,
    name: words(one.name),
    due: iso(one.due),
    applicants: one.applicants.map(words),
    duties: one.duties.map(duty),
    begins: one.begins.map(duty),
    told: one.told.map(party),
    channels: [...one.channels],
    offset: one.offset === undefined ? null : { ...one.offset },
    then: orNull(one.then),
    provisional: one.provisional,
    open: open(one.open),
    revision: one.revision,
  };
}

export function wirePlan(plan: Plan): Wire {
  return {
    definitionId: plan.definition.id,
    definitionHash: plan.definition.hash,
    issuer: plan.definition.issuer,
    name: words(plan.program === undefined ? plan.definition.name : { zh: plan.program.name }),
    programId: plan.program?.id ?? null,
    zone,
    calendar: { ...plan.calendar },
    dates: plan.dates.map(wirePlanDate),
    entries: plan.entries.map(entry),
    relative: plan.relative.map((rule) => ({
      key: rule.key,
      stage: stage(rule.stage),
      name: words(rule.name),
      rule: words(rule.rule),
      applicants: rule.applicants.map(words),
      duties: rule.duties.map(duty),
      ladder: rule.ladder.map(({ kind, offset, told }) => ({ kind, offset: { ...offset }, told: told.map(party) })),
      then: orNull(rule.then),
      basis: rule.basis,
    })),
    undated: plan.undated.map((one) => ({ duty: duty(one.duty), stage: stage(one.stage), when: one.when.map(words), optional: one.optional })),
    whenItHappens: plan.whenItHappens.map((one) => ({ notice: one.notice, stage: stage(one.stage), told: one.told.map(party), text: words(one.text) })),
    questions: plan.questions.map(({ number, ask, answer, basis }) => ({ number, ask, answer: answer ?? null, basis })),
  };
}
