/**
 * The kernel: what happens to one instance (a case or a program) when a command arrives, as a pure function.
 *
 *   command at t ──▶ catch up to t ──▶ look again ──▶ right ──▶ payload ──▶ ledger ──▶ chart ──▶ apply ──▶ catch up
 *                    (clock, program)  (`always`)                                      (XState)
 *
 *   a deadline:  armed ──rungs──▶ passed          a task:  open ──acts──▶ outcome ──▶ done
 *                  └─another instant─▶ new epoch             └──the chart moves on──▶ left
 *
 * Three pure machines, one job each: the *ledger* turns the acts of a task's members into one outcome or none, the
 * *clock* turns dates into `.due`, the *chart* turns outcomes and `.due` into the next state and effects.
 *
 * Invariants
 * - No clock, no I/O, no chance, and nothing given is changed: the same arguments give the same answer for ever.
 * - The state at an instant is a function of the acts received up to it, never of when a job ran.
 * - An InstanceState is plain JSON and holds no facts; its own JSON round trip is the same state.
 * - What cannot be done is a refusal with its reason; of a refused command only the catch-up stands.
 * - A broken snapshot is the refusal `instance.broken`; no actor is ever started to find that out.
 */
export { createKernel, type Kernel, type KernelOptions } from './kernel.js';
export { own } from './own.js';
export type { ChartAction, ChartDefinition, ChartGuard, Completion, DeadlineDefinition, DecisionDefinition, MachineConfig, RollEvent, Rung, RungOffset, StateInfo, TaskDefinition } from './model/chart-definition.js';
export type { DateResolver, Facts, GuardEvaluator, GuardScope, ProgramMove, ResolvedDate, SaidDate } from './model/facts.js';
export type { ArmedDeadline, InstanceState, Lapse, Member, MemberAct, OpenTask, OutstandingReturn, TaskClosing } from './model/instance-state.js';
export type { Actor, AdministrativeAct, Command, Effect, InstanceView, NoticeCause, NoticeEffect, Possibility, Refusal, RefusalCode, StepResult, SubStep, TimerRow } from './model/step.js';
export type { Instant, JsonValue, PostId, Words } from './model/values.js';
