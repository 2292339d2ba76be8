/**
 * The use cases of Shidian and the ports they need. Plain classes: no framework, no SQL, no queue.
 *
 *   read under the lock → catch up → right → payload → ledger → transition → rows → one write → commit
 *   (StepStore)           └──────────── kernel, pure ────────────┘   (step-writer)
 *
 * Invariants
 * - One step is one transaction; nothing leaves the process before the commit.
 * - Locks are taken in one order: program → quotas → cases by id; the slot of a roll last, under the program's lock.
 * - What is refused throws {@link Refused}; what had fallen due before it is committed all the same.
 * - The record is written with the step: chained, without personal values, the system's own acts named as such.
 */
export { Audit } from './audit.js';
export { CALENDAR_ROW, calendarVersionOf } from './calendar/calendar-row.js';
export { bookOf, CalendarDesk, type CalendarBook } from './calendar/calendar-desk.js';
export { CalendarChanged, CalendarUpdate, type CalendarPreview, type CalendarProgress } from './calendar/calendar-update.js';
export type { MovedDate } from './calendar/moved-dates.js';
export { Calendars, FixedCalendar, type CalendarSource } from './calendar/calendars.js';
export { Cases } from './cases.js';
export type { Change, ChangeBatch, ChangeRow, ChangeStore } from './changes/change.js';
export { messagesOf, positionsIn, type ChangeContent, type Message } from './changes/messages.js';
export { laterOf, readPosition, seen, writtenPosition, type Position } from './changes/position.js';
export { bindingRow, datesInForce, InstanceDates, type DateContext } from './dates.js';
export { Definitions, type LoadedDefinition } from './definitions.js';
export { Deliveries, mostReplayed } from './deliveries/deliveries.js';
export { Directory, type DirectorySnapshot } from './directory.js';
export { Drains, type Incident } from './drains.js';
export { titleOf } from './facts.js';
export { newId } from './ids.js';
export { chain, chainHash, GENESIS, sha256 } from './journal.js';
export { ManyCases, type ActPreview, type CaseNow, type PreviewRequest } from './many-cases.js';
export { Oversight, type LateDuty, type NotStartedItem, type OversightStores } from './oversight/oversight.js';
export type { Nudged } from './oversight/nudging.js';
export type { ListedOrganisation } from './oversight/organisations.js';
export type { CalendarDate, CalendarRow, ProgramCalendar } from './oversight/program-calendar.js';
export type { Upcoming, UpcomingNotice } from './oversight/upcoming.js';
export { Programs } from './programs.js';
export { Rolls } from './rolls.js';
export { RollDesk, type DeskRoll } from './roll-desk.js';
export { runScenarios, type ScenarioResult, type ScenariosInput, type ScenariosReport } from './simulation/scenarios.js';
export type { CoverageReport } from './simulation/coverage.js';
export { simulationScript, type SimulationScript } from './simulation/script.js';
export { simulate, type Simulated } from './simulation/simulate.js';
export type { SimulationInput, StoryEntry } from './simulation/story.js';
export { BrokenInstance, VirtualClock, World, type WorldStores } from './simulation/world.js';
export { StepRunner } from './step-runner.js';
export { Refused } from './use-cases.js';
export { StaleWrite, UnknownAttachment } from './ports/step-store.js';
export type { AttachmentRow, AttachmentStore } from './ports/attachment-store.js';
export type { AuditStore, ChainHead } from './ports/audit-store.js';
export type { CalendarStore, OwnDay, StoredCalendar } from './ports/calendar-store.js';
export type { DefinitionScenarios, DefinitionStore } from './ports/definition-store.js';
export type { AccountRow, DirectoryStore } from './ports/directory-store.js';
export type { DraftRow, DraftStore } from './ports/draft-store.js';
export type { Administration, BusinessClock, Principal } from './ports/identity.js';
export type { CaseCounts, CaseForStep, CaseRow, DateRow, DateScope, FormVersion, Journalled, ProgramForStep, ProgramRow, SubmittedForm } from './ports/rows.js';
export type { OverdueTask, OversightStore, SeatRow, SubstitutionRow, SubstitutionStore } from './ports/oversight-store.js';
export type { SharedWork, StepStore, StepTransaction } from './ports/step-store.js';
export type { AgendaStore, OutboxStore, UpkeepStore } from './ports/worker-stores.js';
export type { ChannelItem, DeliveryBook, DeliveryFilter, DeliveryItem, NoticeAct, NoticeDeed, NoticeWish, PauseRow, PauseScope } from './ports/delivery-book.js';
export { mostLines, type AddressedBy, type Claim, type ClaimRequest, type DeliveryLine, type DeliveryRoute, type DeliveryRow, type DeliveryStatus, type DeliveryStore } from './ports/delivery-store.js';
export type { IdempotencyRecord, InstanceUpdate, JournalRow, MemberActRow, NewCase, NoticeRow, OpinionRow, OutboxMessage, OwnedRow, RollRow, TaskClosing, TaskDue, TaskRow, TimerWrite, WriteBatch } from './ports/writes.js';
export type { ApplicantProgress, BoardItem, CaseListItem, CasePage, CodedDocument, NoticeListItem, NumberedDate, OverdueDuty, Page, PageRequest, ProgramListItem, Reader, ReturnCount, TaskListItem } from './ports/read-stores.js';
export type { LockPolicy, NewSession, NewToken, SessionStore, TokenRow } from './ports/session-store.js';
export type {
  ActAnswer, ActRequest, AdministerRequest, AuditUseCases, DateSet, CaseUseCases, ChainReport, DrainUseCases, Idempotency, ImportAnswer, ImportedCase, ImportRequest, ProblemCode, ProgramUseCases, RollLine, RollUseCases,
} from './use-cases.js';
export type { Plan, PlanDate, PlanEntry, PlanParty } from './plan/plan.js';
export { planCalendarFile } from './plan/plan-calendar-file.js';
export { calendarAsOf, planOf, type PlanInput } from './plan/plan-of.js';
export { PlanParties } from './plan/plan-parties.js';
export { PlanWords } from './plan/plan-words.js';
