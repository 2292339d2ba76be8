/** Proofs 12 and 13: a clock cannot be refused and cannot approve, so it hands out nothing that is counted or good. */
import type { Compiled } from '../compile/program.js';
import { ACTIVE } from '../compile/stage-chart.js';
import { meant, type Diagnostics } from '../diagnostics.js';
import type { ChartGraph } from '../compile/chart-graph.js';

export function lintTags(compiled: Compiled, graph: ChartGraph, diagnostics: Diagnostics): void {
  const known = [ACTIVE, ...new Set(compiled.stages.flatMap(({ tags }) => Object.keys(tags)))];
  const counted = new Map<string, string>();
  for (const [name, { counts }] of Object.entries(compiled.artefact.quotas)) {
    if (!known.includes(counts)) diagnostics.error('def.unknown-tag', compiled.compilation.place(['quotas', name, 'counts']), `没有标记 ${counts}`, `There is no tag ${counts}`, meant(counts, known));
    if (counts !== ACTIVE) counted.set(counts, name);
  }
  const positive = new Set(compiled.stages.flatMap(({ tags }) => Object.entries(tags).flatMap(([tag, shape]) => (shape.positive === true ? [tag] : []))));
  for (const { state, edge, candidate } of graph.edges()) {
    const [place] = candidate.places;
    if (candidate.target === undefined || place === undefined || (edge.cause !== 'deadline' && edge.cause !== 'always')) continue;
    const gained = [...new Set(graph.settled(candidate.target, state).flatMap(({ tags }) => tags))].filter((tag) => !state.tags.includes(tag));
    const event = edge.event === '' ? 'always' : edge.event.slice(edge.event.indexOf('/') + 1);
    const good = gained.find((tag) => positive.has(tag));
    if (edge.cause === 'deadline' && good !== undefined) {
      diagnostics.error('def.silence-approves', place, `时限一到就得到“${good}”：不作声不等于同意`, `The deadline alone would give “${good}”: silence never approves`, { zh: '到期改为 stay，或退回、失效', en: 'Let it stay, return or lapse' });
    }
    const full = gained.find((tag) => counted.has(tag));
    if (full !== undefined) {
      diagnostics.error('def.quota-on-clock', place, `${event} 会占用名额 ${counted.get(full) ?? ''}（标记 ${full}）：满额时没有人可以拒绝`, `${event} takes from the quota ${counted.get(full) ?? ''} (tag ${full}): when it is full nobody can be refused`);
    }
  }
}
