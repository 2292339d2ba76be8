/**
 * What is proved of a definition before it may be published. Proofs 5, 6 and 7 are made while
 * the chart is wired, dates and codes while they are compiled; these look at the whole.
 */
import type { Compiled } from '../compile/program.js';
import { lintAmbiguities } from './ambiguities.js';
import { ChartGraph } from '../compile/chart-graph.js';
import { lintDates } from './dates.js';
import { lintEvents } from './events.js';
import { lintReaders } from './form-readers.js';
import { lintForms } from './form-writers.js';
import { GuardLint } from './guards.js';
import { lintReceivers } from './receivers.js';
import { lintReminders } from './reminders.js';
import { lintTags } from './tags.js';
import { lintWays } from './ways.js';

export function lint(compiled: Compiled): void {
  const { diagnostics } = compiled.compilation;
  new GuardLint(compiled).run();
  lintAmbiguities(compiled);
  // What follows from a name that is missing would only repeat it.
  if (diagnostics.hasErrors) return;
  const cases = new ChartGraph(compiled.cases.root);
  const programs = new ChartGraph(compiled.programs.root);
  lintEvents(compiled.cases, cases, diagnostics);
  lintEvents(compiled.programs, programs, diagnostics);
  lintWays(cases, diagnostics);
  lintWays(programs, diagnostics);
  lintTags(compiled, cases, diagnostics);
  lintForms(compiled);
  lintReaders(compiled, cases);
  lintDates(compiled);
  lintReminders(compiled);
  lintReceivers(compiled);
}
