/**
 * The workflow-file language: YAML files → one frozen artefact.
 *
 *   program.yaml + parents ─┐
 *   forms, texts ───────────┼─ loadSources → compileProgram → Artefact (charts, guards, forms, dates) ─ hash
 *   workflows/stages/*.yaml ┘        └──────── every fault a Diagnostic with file:line:column ────────┘
 *
 * Invariants: compiling is pure but for reading the files; the same files give the same hash anywhere; an artefact
 * is given out only when nothing is wrong; run time reads the artefact and never a file. Store an artefact as text:
 * the order of its maps (decisions, stages, fields) carries meaning, which a jsonb column would lose.
 */
export type {
  ApplicantKind,
  Artefact,
  DateDefinition,
  DeadlinePolicy,
  Diagnostic,
  FieldDefinition,
  FieldType,
  FormBlock,
  FormDefinition,
  NoticeDefinition,
  QuotaDefinition,
  RollDefinition,
  RollTable,
  SettingDefinition,
  SourcePlace,
  TagDefinition,
  Topic,
} from './artefact.js';
export { canonicalJson, NotCanonicalizable, sha256 } from './canonical-json.js';
export { BrokenGuard, createGuardEvaluator, evaluateWho, type GuardFacts } from './cel/evaluator.js';
export { kindsByStage, type StageKinds } from './cel/kinds.js';
export { check, type CheckOptions, type CheckResult } from './check.js';
export { dateOf, FIX_BY, isWindow, policyOf } from './compile/dates.js';
export { artefactHash } from './compile/program.js';
export { completeForm } from './form/complete.js';
export type { FormContext } from './form/context.js';
export { count } from './form/count.js';
export { leastForm, sampleText } from './form/least.js';
export { maskValue } from './form/mask.js';
export { opinionBlock, validateOpinion, type OpinionGiven, type OpinionWanted } from './form/opinion.js';
export { validateForm, type FormIssue } from './form/validate.js';
export { coverageTargets, transitionsOf, type ChartTransition, type CoverageTarget } from './scenario/coverage-targets.js';
export { findRecord, missedBy, reachedBy, readRecord, RECORD_FILE, writeRecord, type RecordedScenario, type RecordedScenarios, type RecordFound, type ScenarioReach } from './scenario/recorded-scenarios.js';
export { parseScenarios, type ParsedScenarios, type Scenario } from './scenario/scenarios.js';
export { jsonSchemas } from './schema/json-schema.js';
export type { ScenarioAct, ScenarioExpectation, ScenarioFile, ScenarioStep } from './schema/scenario-file.js';
export { loadSources, type SourceTree } from './source-tree.js';
export { loadStageFiles } from './stage-files.js';
export { hasLoneSurrogate, isSoundText } from './sound-text.js';
