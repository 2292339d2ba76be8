// Generated from docs/openapi.json by `npm run generate`. Do not edit.

export type Act = { readonly decision: string; readonly data?: { readonly [key: string]: JsonValue }; readonly form?: JsonValue; readonly opinion?: { readonly text: string; readonly signature?: string; readonly seal?: boolean; readonly sealAttachment?: string; readonly onDate?: string }; readonly attachments?: readonly string[] };
export type ActAnswer = { readonly id: string; readonly version: number; readonly states: readonly string[]; readonly outcome: string | null; readonly replayed: boolean };
export type ActPreview = { readonly caseId: string; readonly number: string; readonly applicantName: string; readonly version: number; readonly states: readonly State[]; readonly task: number | null; readonly allowed: boolean; readonly reason: { readonly code: string; readonly words: Words; readonly details: { readonly [key: string]: JsonValue } } | null; readonly next: readonly State[]; readonly outcome: string | null };
export type Action = { readonly task: number; readonly key: string; readonly name: Words; readonly decision: string; readonly decisionName: Words; readonly needs: readonly string[]; readonly opinion: { readonly form: string; readonly block: string; readonly title: Words; readonly signature: boolean; readonly seal: boolean; readonly date: boolean } | null; readonly allowed: boolean; readonly reason: { readonly code: string; readonly words: Words; readonly details: { readonly [key: string]: JsonValue } } | null; readonly returnTo: readonly ({ readonly id: string; readonly name: Words })[]; readonly then: readonly ('onward' | 'sender')[]; readonly happenedOn: boolean; readonly form: string | null; readonly optional: boolean };
export type Attachment = { readonly id: string; readonly sha256: string; readonly name: string; readonly mediaType: string; readonly size: number; readonly uploadedAt: string; readonly caseId: string | null };
export type BoardCase = { readonly caseId: string; readonly number: string; readonly applicantName: string; readonly topic: string; readonly title: string | null; readonly states: readonly State[]; readonly suspended: boolean; readonly due: Due | null; readonly tasks: readonly ({ readonly number: number; readonly name: Words; readonly waitsFor: readonly string[] })[]; readonly submitted: { readonly version: number; readonly at: string } | null; readonly paper: { readonly copies: JsonValue; readonly on: string | null; readonly at: string } | null };
export type Call = { readonly documents: readonly ({ readonly title: string; readonly number: string | null; readonly issued: string | null })[]; readonly purpose: Words; readonly eligible: readonly Words[]; readonly applicants: readonly ({ readonly organisationId: string; readonly name: string; readonly kind: Words | null; readonly may: boolean; readonly reason: Words | null })[]; readonly topics: readonly ({ readonly code: string; readonly title: string | null; readonly open: boolean; readonly category: string })[]; readonly form: { readonly key: string; readonly title: Words; readonly blocks: number; readonly fields: number; readonly leastCharacters: number; readonly opinions: number }; readonly due: Due | null };
export type CalendarChange = { readonly id: string; readonly name: string; readonly scope: 'program' | 'organisation' | 'case'; readonly scopeId: string; readonly rule: string; readonly opensAt: string | null; readonly closesAt: string | null; readonly provisional: boolean; readonly zone: string; readonly calendarVersion: string; readonly reason: string | null; readonly approver: string | null; readonly documentNumber: string | null; readonly setAt: string; readonly scopeName: Words; readonly setByName: string | null; readonly before: string | null; readonly change: 'opened' | 'set' | 'extended' | 'brought_forward' | 'restated'; readonly binds: boolean };
export type Candidates = { readonly key: string; readonly organisationId: string; readonly cases: readonly ({ readonly caseId: string; readonly number: string; readonly applicantName: string; readonly topic: string; readonly title: string | null })[]; readonly table: JsonValue };
export type Case = { readonly item: CaseItem; readonly definitionHash: string; readonly issuerId: string; readonly applicantKind: string; readonly startedAt: string; readonly zone: 'Asia/Shanghai'; readonly suspendedAt: string | null; readonly outstanding: { readonly from: string; readonly to: string; readonly then: 'onward' | 'sender'; readonly at: string; readonly fixBy: string | null; readonly reason: string | null; readonly by: string | null } | null; readonly forms: readonly Form[]; readonly opinions: readonly Opinion[]; readonly attachments: readonly Attachment[]; readonly tasks: readonly CaseTask[]; readonly actions: readonly Action[] };
export type CaseItem = { readonly id: string; readonly programId: string; readonly number: string; readonly applicantId: string; readonly applicantName: string; readonly topic: string; readonly title: string | null; readonly states: readonly State[]; readonly tags: readonly string[]; readonly outcome: string | null; readonly version: number; readonly updatedAt: string };
export type CaseOffers = { readonly caseId: string; readonly number: string; readonly applicantName: string; readonly version: number; readonly states: readonly State[]; readonly outcome: string | null; readonly actions: readonly Action[] };
export type CaseTask = { readonly programId: string; readonly programName: string; readonly caseId: string | null; readonly caseNumber: string | null; readonly applicantName: string | null; readonly number: number; readonly key: string; readonly name: Words; readonly optional: boolean; readonly openedAt: string; readonly dueAt: string | null; readonly provisional: boolean; readonly due: Due | null; readonly zone: 'Asia/Shanghai'; readonly closedAt: string | null; readonly closedBecause: string | null; readonly members: readonly ({ readonly post: string; readonly postName: string; readonly organisationName: string; readonly actedAt: string | null; readonly decision: string | null; readonly accountName: string | null })[] };
export type Change = { readonly kind: 'case'; readonly id: string; readonly programId: string; readonly version: number } | { readonly kind: 'program'; readonly id: string; readonly version: number } | { readonly kind: 'task'; readonly programId: string; readonly caseId: string | null } | { readonly kind: 'notice'; readonly id: string; readonly programId: string; readonly caseId: string | null };
export type ChangeEnd = { readonly reason: 'signed_out' | 'closing' };
export type ChangeReady = { readonly resumed: boolean };
export type ChangeReset = { readonly reason: 'cursor' | 'too_many' | 'rights' | 'database' };
export type Check = { readonly name: string; readonly ok: boolean; readonly detail: Words; readonly details: { readonly [key: string]: JsonValue } };
export type CodedDocument = { readonly kind: 'form' | 'roll'; readonly id: string; readonly programId: string; readonly programName: string; readonly organisationName: string; readonly number: string | null; readonly key: string; readonly serial: number; readonly at: string; readonly current: boolean };
export type ConfirmedRoll = { readonly id: string; readonly serial: number; readonly table: JsonValue; readonly hash: string };
export type DefinitionItem = { readonly id: string; readonly hash: string; readonly name: Words; readonly publishedAt: string };
export type Delivery = { readonly id: string; readonly channel: string; readonly state: 'queued' | 'held' | 'gathered' | 'sending' | 'delivered' | 'failed_temporarily' | 'failed'; readonly urgent: boolean; readonly digestOf: string | null; readonly notices: number; readonly programId: string | null; readonly programName: string | null; readonly kind: 'task' | 'reminder' | 'overdue' | 'escalation' | 'stage' | 'date' | null; readonly organisationName: string | null; readonly postName: string | null; readonly address: string | null; readonly attempts: number; readonly replays: number; readonly noticedAt: string; readonly nextAt: string | null; readonly deliveredAt: string | null; readonly error: string | null };
export type DeskCase = { readonly id: string; readonly programId: string; readonly number: string; readonly applicantId: string; readonly applicantName: string; readonly topic: string; readonly title: string | null; readonly states: readonly State[]; readonly tags: readonly string[]; readonly outcome: string | null; readonly version: number; readonly updatedAt: string; readonly programName: string; readonly draft: boolean };
export type DeskRoll = { readonly key: string; readonly name: Words; readonly stageName: Words; readonly organisationName: string; readonly decisions: readonly ({ readonly key: string; readonly name: Words; readonly returns: boolean; readonly reason: boolean; readonly fixBy: boolean })[]; readonly needs: readonly string[]; readonly ordered: boolean; readonly ready: number; readonly answers: { readonly key: string; readonly incoming: readonly ({ readonly id: string; readonly programId: string; readonly key: string; readonly organisationId: string; readonly serial: number; readonly answers: string | null; readonly lines: number; readonly hash: string; readonly confirmedAt: string; readonly organisationName: string; readonly waiting: number })[] } | null };
export type Draft = { readonly form: string; readonly values: JsonValue; readonly version: number; readonly savedAt: string };
export type DraftValues = { readonly values: JsonValue };
export type Due = { readonly at: string; readonly words: Words; readonly left: Words; readonly standing: 'overdue' | 'today' | 'soon' | 'later'; readonly provisional: boolean };
export type Form = { readonly form: string; readonly title: Words; readonly version: number; readonly values: JsonValue; readonly masked: boolean; readonly hash: string; readonly submittedAt: string; readonly baseline: boolean };
export type HolidayCalendar = { readonly year: number; readonly version: string; readonly coverage: { readonly from: string; readonly to: string } | null; readonly days: readonly ({ readonly date: string; readonly working: boolean; readonly kind: 'working' | 'weekend' | 'holiday' | 'exchange'; readonly name: string | null; readonly source: 'own' | 'published' | 'statutory' | 'weekday'; readonly provisional: boolean })[] };
export type ImportedCases = { readonly cases: readonly ({ readonly row: number; readonly id: string; readonly number: string; readonly open: number })[]; readonly replayed: boolean };
export type Issue = { readonly path: string; readonly code: string; readonly words: Words };
export type IssuedToken = { readonly id: string; readonly name: string; readonly token: string; readonly createdAt: string; readonly expiresAt: string };
export type JournalEntry = { readonly seq: number; readonly at: string; readonly recordedAt: string; readonly kind: string; readonly by: 'person' | 'system'; readonly words: Words; readonly actor: string | null; readonly entry: JsonValue; readonly previous: string; readonly hash: string };
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };
export type ListedOrganisation = { readonly id: string; readonly code: string | null; readonly name: string; readonly kind: string; readonly tier: 'nation' | 'province' | 'city' | 'county' | 'unit'; readonly parentId: string | null; readonly children: number; readonly posts: readonly ({ readonly id: string; readonly name: string; readonly desk: boolean; readonly reportsTo: string | null; readonly seats: readonly ({ readonly name: string; readonly standsIn: boolean })[]; readonly vacant: boolean })[] };
export type Live = { readonly live: true };
export type Me = { readonly accountId: string; readonly login: string; readonly name: string; readonly administers: 'system' | 'security' | 'audit' | null; readonly posts: readonly ({ readonly id: string; readonly name: string; readonly organisationId: string; readonly organisationName: string; readonly tier: 'nation' | 'province' | 'city' | 'county' | 'unit'; readonly desk: boolean })[] };
export type NewCase = { readonly applicantId: string; readonly topic: string; readonly title?: string };
export type NewDate = { readonly name: string; readonly scope: 'program' | 'organisation' | 'case'; readonly scopeId: string; readonly rule: string; readonly reason?: string; readonly approver?: string; readonly documentNumber?: string };
export type NewRoll = { readonly answers?: string; readonly lines: readonly ({ readonly caseId: string; readonly decision: string; readonly data?: { readonly [key: string]: JsonValue } })[]; readonly data?: { readonly [key: string]: JsonValue }; readonly attachments?: readonly string[] };
export type NewToken = { readonly name: string; readonly expiresInDays: number };
export type Notice = { readonly id: string; readonly programId: string; readonly caseId: string | null; readonly post: string; readonly at: string; readonly kind: 'task' | 'reminder' | 'overdue' | 'escalation' | 'stage' | 'date'; readonly text: Words; readonly readAt: string | null; readonly mail: string };
export type NoticeAct = { readonly at: string; readonly by: string; readonly act: 'pause' | 'resume' | 'replay'; readonly programId: string | null; readonly channel: string | null; readonly reason: string | null; readonly deliveries: readonly string[] };
export type NoticeChannel = { readonly name: string; readonly kind: string; readonly error: string | null; readonly downSince: string | null; readonly triedAgainAt: string | null; readonly deliveredAt: string | null; readonly waiting: { readonly [key: string]: number } };
export type NoticePause = { readonly id: string; readonly scope: 'installation' | 'channel' | 'program'; readonly channel: string | null; readonly programId: string | null; readonly reason: string; readonly pausedBy: string; readonly pausedAt: string; readonly resumedBy: string | null; readonly resumedAt: string | null };
export type NoticeWish = { readonly other: 'at_once' | 'digest' | 'inbox'; readonly mobile: string | null };
export type NumberedDocument = { readonly kind: 'program' | 'date'; readonly programId: string; readonly programName: string; readonly caseId: string | null; readonly title: Words; readonly number: string | null; readonly at: string };
export type Opinion = { readonly id: string; readonly form: string; readonly block: string; readonly task: string; readonly decision: string; readonly text: string; readonly signature: string | null; readonly sealed: boolean; readonly sealAttachment: string | null; readonly onDate: string | null; readonly accountName: string; readonly organisationName: string; readonly at: string; readonly voidedAt: string | null };
export type OverdueTask = { readonly caseId: string; readonly number: string; readonly applicantName: string; readonly task: number; readonly name: Words; readonly due: Due; readonly waitsFor: readonly string[]; readonly suspended: boolean; readonly nudgedAt: string | null; readonly mayNudge: boolean };
export type Plan = { readonly definitionId: string; readonly definitionHash: string; readonly issuer: string; readonly name: Words; readonly programId: string | null; readonly zone: 'Asia/Shanghai'; readonly calendar: { readonly version: string; readonly from: string | null; readonly to: string | null }; readonly dates: readonly PlanDate[]; readonly entries: readonly PlanEntry[]; readonly relative: readonly ({ readonly key: string; readonly stage: { readonly key: string; readonly name: Words }; readonly name: Words; readonly rule: Words; readonly applicants: readonly Words[]; readonly duties: readonly PlanDuty[]; readonly ladder: readonly ({ readonly kind: string; readonly offset: { readonly amount: number; readonly unit: 'minutes' | 'hours' | 'days' | 'working_days' }; readonly told: readonly PlanParty[] })[]; readonly then: Words | null; readonly basis: 'document' | 'ours' })[]; readonly undated: readonly ({ readonly duty: PlanDuty; readonly stage: { readonly key: string; readonly name: Words }; readonly when: readonly Words[]; readonly optional: boolean })[]; readonly whenItHappens: readonly ({ readonly notice: string; readonly stage: { readonly key: string; readonly name: Words }; readonly told: readonly PlanParty[]; readonly text: Words })[]; readonly questions: readonly ({ readonly number: string; readonly ask: string; readonly answer: string | null; readonly basis: 'document' | 'ours' })[] };
export type PlanDate = { readonly name: string; readonly words: Words; readonly rule: Words; readonly opens: string | null; readonly closes: string | null; readonly provisional: boolean; readonly open: PlanOpen | null; readonly late: 'refuse' | 'mark' | null; readonly questions: readonly string[]; readonly revision: number };
export type PlanDuty = { readonly key: string; readonly name: Words; readonly by: PlanParty };
export type PlanEntry = { readonly key: string; readonly at: string; readonly kind: 'opens' | 'due' | 'reminder' | 'overdue' | 'escalation'; readonly chart: 'case' | 'program'; readonly stage: { readonly key: string; readonly name: Words }; readonly date: string; readonly name: Words; readonly due: string; readonly applicants: readonly Words[]; readonly duties: readonly PlanDuty[]; readonly begins: readonly PlanDuty[]; readonly told: readonly PlanParty[]; readonly channels: readonly ('in_app' | 'mail')[]; readonly offset: { readonly amount: number; readonly unit: 'minutes' | 'hours' | 'days' | 'working_days' } | null; readonly then: Words | null; readonly provisional: boolean; readonly open: PlanOpen | null; readonly revision: number };
export type PlanOpen = { readonly kind: 'tier' | 'day'; readonly by: PlanParty; readonly bound: string | null };
export type PlanParty = { readonly party: string; readonly level: 'members' | 'superior' | 'superior_of_superior' | 'office'; readonly name: Words; readonly post: Words };
export type Problem = { readonly type: string; readonly title: string; readonly status: number; readonly detail: string; readonly instance: string; readonly code: 'request.malformed' | 'request.invalid' | 'request.text' | 'request.too_deep' | 'request.too_many_members' | 'request.too_large' | 'request.url_too_long' | 'request.headers_too_large' | 'request.media_type' | 'request.timeout' | 'request.expectation' | 'route.unknown' | 'method.not_allowed' | 'rate.exceeded' | 'precondition.required' | 'sign_in.required' | 'sign_in.failed' | 'sign_in.locked' | 'session.required' | 'origin.refused' | 'right.missing' | 'right.not_member' | 'right.already_acted' | 'right.not_your_turn' | 'not_found' | 'version.changed' | 'write.stale' | 'idempotency.in_flight' | 'idempotency.reused' | 'case.closed' | 'task.unknown' | 'case.suspended' | 'case.not_suspended' | 'jump.unknown_state' | 'hand_over.already_member' | 'hand_over.elsewhere' | 'nudge.no_duty' | 'nudge.too_soon' | 'task.not_open' | 'decision.unknown' | 'deadline.closed' | 'guard.refused' | 'return.not_offered' | 'return.not_visited' | 'data.missing' | 'event.forged' | 'instance.broken' | 'happened_on.invalid' | 'applicant.not_eligible' | 'topic.unknown' | 'topic.title_missing' | 'quota.exceeded' | 'form.invalid' | 'form.unknown' | 'draft.changed' | 'draft.closed' | 'attachment.unknown' | 'attachment.too_large' | 'attachment.type' | 'documents.failed' | 'import.unreadable' | 'import.refused' | 'documents.too_large' | 'check_code.invalid' | 'roll.unknown' | 'roll.not_drawn_here' | 'roll.line_refused' | 'roll.line_unknown' | 'date.unknown' | 'date.not_settable' | 'date.after_bound' | 'date.invalid' | 'date.in_past' | 'date.before_allowed' | 'substitution.elsewhere' | 'substitution.period' | 'substitution.overlaps' | 'substitution.over' | 'definition.unknown' | 'definition.unanswered' | 'notices.paused_already' | 'stream.too_many_yours' | 'stream.too_many' | 'not_ready' | 'unavailable' | 'internal'; readonly messages: Words; readonly errors: readonly ProblemPlace[]; readonly details?: { readonly [key: string]: JsonValue } };
export type ProblemMeaning = { readonly type: string; readonly code: string; readonly status: number; readonly meaning: Words; readonly remedy: Words };
export type ProblemPlace = { readonly path: string; readonly code: string; readonly messages: Words };
export type Program = { readonly id: string; readonly name: string; readonly definitionId: string; readonly definitionHash: string; readonly issuerId: string; readonly openedAt: string; readonly states: readonly State[]; readonly outcome: string | null; readonly version: number; readonly zone: 'Asia/Shanghai'; readonly purpose: Words; readonly counts: readonly ({ readonly state: State; readonly cases: number })[]; readonly actions: readonly Action[] };
export type ProgramCalendar = { readonly programId: string; readonly name: string; readonly zone: 'Asia/Shanghai'; readonly calendar: { readonly version: string; readonly from: string | null; readonly to: string | null }; readonly calendars: readonly ({ readonly version: string; readonly at: string; readonly by: string | null; readonly documentNumber: string | null })[]; readonly dates: readonly ({ readonly name: string; readonly words: Words; readonly rule: Words; readonly opens: string | null; readonly closes: string | null; readonly provisional: boolean; readonly open: PlanOpen | null; readonly late: 'refuse' | 'mark' | null; readonly questions: readonly string[]; readonly revision: number; readonly extend: { readonly by: Words; readonly for: readonly string[] } | null; readonly history: readonly CalendarChange[] })[] };
export type ProgramDate = { readonly id: string; readonly name: string; readonly scope: 'program' | 'organisation' | 'case'; readonly scopeId: string; readonly rule: string; readonly opensAt: string | null; readonly closesAt: string | null; readonly provisional: boolean; readonly zone: string; readonly calendarVersion: string; readonly reason: string | null; readonly approver: string | null; readonly documentNumber: string | null; readonly setAt: string };
export type ProgramItem = { readonly id: string; readonly name: string; readonly definitionId: string; readonly definitionHash: string; readonly issuerId: string; readonly openedAt: string; readonly states: readonly State[]; readonly outcome: string | null; readonly version: number; readonly zone: 'Asia/Shanghai' };
export type Ready = { readonly ready: boolean; readonly degraded: boolean; readonly checks: readonly Check[] };
export type Regions = { readonly stages: readonly ({ readonly key: string; readonly name: Words })[]; readonly rows: readonly ({ readonly place: { readonly id: string; readonly name: string }; readonly cases: number; readonly byStage: { readonly [key: string]: number }; readonly ended: number })[]; readonly overdue: readonly ({ readonly place: { readonly id: string; readonly name: string }; readonly tasks: number })[]; readonly notStarted: readonly ({ readonly id: string; readonly name: string })[] };
export type Roll = { readonly id: string; readonly programId: string; readonly key: string; readonly organisationId: string; readonly serial: number; readonly answers: string | null; readonly hash: string; readonly confirmedAt: string; readonly data: { readonly [key: string]: JsonValue }; readonly lines: readonly RollLine[]; readonly table: JsonValue; readonly masked: boolean };
export type RollItem = { readonly id: string; readonly programId: string; readonly key: string; readonly organisationId: string; readonly serial: number; readonly answers: string | null; readonly lines: number; readonly hash: string; readonly confirmedAt: string };
export type RollLine = { readonly position: number; readonly caseId: string; readonly decision: string; readonly data: { readonly [key: string]: JsonValue } };
export type Scenario = { readonly number: number; readonly name: Words; readonly requirements: readonly string[]; readonly file: string; readonly line: number; readonly reaches: number };
export type ScenarioCoverage = { readonly recordedAt: string | null; readonly scenarios: readonly Scenario[]; readonly targets: readonly ScenarioTarget[] };
export type ScenarioTarget = { readonly id: string; readonly kind: 'transition' | 'guard' | 'deadline'; readonly chart: 'case' | 'program'; readonly words: Words; readonly scenarios: readonly number[] };
export type SignIn = { readonly login: string; readonly password: string };
export type StartedCase = { readonly id: string; readonly version: number; readonly states: readonly string[]; readonly outcome: string | null; readonly replayed: boolean; readonly number: string };
export type State = { readonly id: string; readonly name: Words; readonly stage: string };
export type Substitution = { readonly id: string; readonly post: { readonly id: string; readonly name: string; readonly organisationId: string; readonly organisationName: string }; readonly substitute: { readonly id: string; readonly name: string }; readonly absentName: string | null; readonly from: string; readonly to: string; readonly reason: string; readonly setByName: string; readonly setAt: string; readonly endedAt: string | null };
export type Task = { readonly programId: string; readonly programName: string; readonly caseId: string | null; readonly caseNumber: string | null; readonly applicantName: string | null; readonly number: number; readonly key: string; readonly name: Words; readonly optional: boolean; readonly openedAt: string; readonly dueAt: string | null; readonly provisional: boolean; readonly due: Due | null; readonly zone: 'Asia/Shanghai'; readonly closedAt: string | null };
export type Token = { readonly id: string; readonly name: string; readonly createdAt: string; readonly expiresAt: string; readonly lastUsedAt: string | null };
export type UpcomingNotice = { readonly at: string; readonly kind: 'task' | 'reminder' | 'overdue' | 'escalation' | 'stage' | 'date'; readonly urgent: boolean; readonly text: Words; readonly caseId: string | null; readonly caseNumber: string | null; readonly applicantName: string | null; readonly to: readonly ({ readonly post: string; readonly postName: string; readonly organisationId: string; readonly organisationName: string; readonly vacant: boolean })[] };
export type Words = { readonly zh: string; readonly en: string };
export type TokensAnswer = { readonly items: readonly Token[] };
export type TasksAnswer = { readonly items: readonly Task[]; readonly next: string | null };
export type DeskCasesAnswer = { readonly items: readonly DeskCase[]; readonly next: string | null };
export type DeskRollsAnswer = { readonly items: readonly DeskRoll[] };
export type ProgramsAnswer = { readonly items: readonly ProgramItem[]; readonly next: string | null };
export type ProgramJournalAnswer = { readonly items: readonly JournalEntry[]; readonly next: string | null };
export type CasesAnswer = { readonly items: readonly CaseItem[]; readonly next: string | null };
export type CaseJournalAnswer = { readonly items: readonly JournalEntry[]; readonly next: string | null };
export type AdministerCaseRequest = { readonly act: 'suspend'; readonly reason: string } | { readonly act: 'resume'; readonly reason: string } | { readonly act: 'jump'; readonly to: string; readonly reason: string } | { readonly act: 'void'; readonly reason: string } | { readonly act: 'wake' } | { readonly act: 'hand_over'; readonly task: number; readonly from: string; readonly to: string; readonly reason: string } | { readonly act: 'nudge'; readonly task: number };
export type CaseOffersRequest = { readonly cases: readonly string[] };
export type CaseOffersAnswer = { readonly items: readonly CaseOffers[] };
export type PreviewActsRequest = { readonly cases: readonly string[]; readonly task: string; readonly decision: string; readonly data?: { readonly [key: string]: JsonValue }; readonly opinion?: { readonly text: string; readonly signature?: string; readonly seal?: boolean; readonly onDate?: string } };
export type PreviewActsAnswer = { readonly items: readonly ActPreview[] };
export type StageBoardAnswer = { readonly stage: { readonly key: string; readonly name: Words }; readonly columns: readonly ({ readonly state: State; readonly cases: number })[]; readonly items: readonly BoardCase[]; readonly from: number; readonly more: number };
export type OverdueTasksAnswer = { readonly items: readonly OverdueTask[]; readonly next: string | null };
export type ReturnReasonsAnswer = { readonly total: number; readonly stages: readonly ({ readonly key: string; readonly name: Words; readonly returns: number })[]; readonly reasons: readonly ({ readonly stage: { readonly key: string; readonly name: Words }; readonly reason: string; readonly returns: number; readonly lastAt: string })[] };
export type FormIssuesAnswer = { readonly items: readonly Issue[] };
export type RollsAnswer = { readonly items: readonly RollItem[]; readonly next: string | null };
export type DatesAnswer = { readonly items: readonly ProgramDate[] };
export type SetDateAnswer201 = { readonly id: string; readonly name: string; readonly scope: 'program' | 'organisation' | 'case'; readonly scopeId: string; readonly rule: string; readonly opensAt: string | null; readonly closesAt: string | null; readonly provisional: boolean; readonly zone: string; readonly calendarVersion: string; readonly reason: string | null; readonly approver: string | null; readonly documentNumber: string | null; readonly setAt: string; readonly reopened: readonly ({ readonly caseId: string; readonly number: string; readonly applicantName: string })[] };
export type NoticesAnswer = { readonly items: readonly Notice[]; readonly next: string | null };
export type MarkNoticesReadRequest = { readonly ids: readonly string[] };
export type MarkNoticesReadAnswer = { readonly marked: number };
export type DeliveriesAnswer = { readonly items: readonly Delivery[]; readonly next: string | null };
export type ReplayDeliveriesRequest = { readonly ids?: readonly string[]; readonly channel?: string; readonly programId?: string; readonly reason?: string };
export type ReplayDeliveriesAnswer = { readonly replayed: readonly string[] };
export type NoticeChannelsAnswer = { readonly items: readonly NoticeChannel[] };
export type NoticePausesAnswer = { readonly items: readonly NoticePause[] };
export type PauseNoticesRequest = { readonly scope: 'installation' | 'channel' | 'program'; readonly channel?: string; readonly programId?: string; readonly reason: string };
export type PauseNoticesAnswer201 = { readonly id: string };
export type ResumeNoticesRequest = { readonly reason?: string };
export type NoticeActsAnswer = { readonly items: readonly NoticeAct[]; readonly next: string | null };
export type CheckCodeAnswer = { readonly code: string; readonly items: readonly CodedDocument[] };
export type DocumentNumbersAnswer = { readonly items: readonly NumberedDocument[] };
export type DefinitionsAnswer = { readonly items: readonly DefinitionItem[] };
export type DefinitionAnswer = { readonly [key: string]: JsonValue };
export type OrganisationsAnswer = { readonly items: readonly ListedOrganisation[]; readonly next: string | null };
export type SubstitutionsAnswer = { readonly items: readonly Substitution[] };
export type SubstituteRequest = { readonly post: string; readonly substitute: string; readonly from?: string; readonly to: string; readonly reason: string };
export type UpcomingAnswer = { readonly from: string; readonly until: string; readonly items: readonly UpcomingNotice[]; readonly more: number; readonly cases: number; readonly casesLeftOut: boolean; readonly paused: readonly ({ readonly scope: 'installation' | 'channel' | 'program'; readonly channel: string | null; readonly reason: string; readonly since: string })[] };
export type NotStartedAnswer = { readonly items: readonly ({ readonly organisationId: string; readonly name: string; readonly tier: 'nation' | 'province' | 'city' | 'county' | 'unit'; readonly parentId: string | null; readonly parentName: string | null; readonly kind: { readonly key: string; readonly name: Words }; readonly due: string | null; readonly reachable: boolean; readonly toldAt: string | null })[]; readonly next: string | null; readonly total: number };
export type NudgeAllRequest = { readonly organisation: string; readonly whom: 'not_started' | 'overdue' | 'all'; readonly kind?: string; readonly alone?: boolean };
export type NudgeAllAnswer = { readonly notStarted: number; readonly overdue: number; readonly tooSoon: number; readonly noDesk: number; readonly left: number };
export type UndeliverableAnswer = { readonly notices: number; readonly posts: number; readonly oldest: string | null };
export type OpenapiAnswer = { readonly [key: string]: JsonValue };

/** What is asked and answered, by operation. */
export interface Operations {
  readonly signIn: { readonly question: { readonly body: SignIn }; readonly answer: Me };
  readonly signOut: { readonly question: {  }; readonly answer: undefined };
  readonly me: { readonly question: {  }; readonly answer: Me };
  readonly issueToken: { readonly question: { readonly body: NewToken }; readonly answer: IssuedToken };
  readonly tokens: { readonly question: {  }; readonly answer: TokensAnswer };
  readonly revokeToken: { readonly question: { readonly params: { readonly tokenId: string | number } }; readonly answer: undefined };
  readonly tasks: { readonly question: { readonly query?: { readonly limit?: string | undefined; readonly cursor?: string | undefined; readonly state?: 'open' | 'done' | undefined; readonly programId?: string | undefined } }; readonly answer: TasksAnswer };
  readonly deskCases: { readonly question: { readonly query?: { readonly limit?: string | undefined; readonly cursor?: string | undefined; readonly applicantId?: string | undefined; readonly search?: string | undefined } }; readonly answer: DeskCasesAnswer };
  readonly call: { readonly question: { readonly params: { readonly programId: string | number } }; readonly answer: Call };
  readonly deskRolls: { readonly question: { readonly params: { readonly programId: string | number } }; readonly answer: DeskRollsAnswer };
  readonly regions: { readonly question: { readonly params: { readonly programId: string | number } }; readonly answer: Regions };
  readonly programs: { readonly question: { readonly query?: { readonly limit?: string | undefined; readonly cursor?: string | undefined } }; readonly answer: ProgramsAnswer };
  readonly program: { readonly question: { readonly params: { readonly programId: string | number } }; readonly answer: Program };
  readonly programJournal: { readonly question: { readonly params: { readonly programId: string | number }; readonly query?: { readonly limit?: string | undefined; readonly cursor?: string | undefined } }; readonly answer: ProgramJournalAnswer };
  readonly actOnProgram: { readonly question: { readonly params: { readonly programId: string | number; readonly number: string | number }; readonly headers?: { readonly 'if-match'?: string; readonly 'idempotency-key'?: string }; readonly body: Act }; readonly answer: ActAnswer };
  readonly cases: { readonly question: { readonly params: { readonly programId: string | number }; readonly query?: { readonly limit?: string | undefined; readonly cursor?: string | undefined; readonly state?: string | undefined; readonly tag?: string | undefined; readonly applicantId?: string | undefined; readonly search?: string | undefined } }; readonly answer: CasesAnswer };
  readonly startCase: { readonly question: { readonly params: { readonly programId: string | number }; readonly headers?: { readonly 'idempotency-key'?: string }; readonly body: NewCase }; readonly answer: StartedCase };
  readonly case: { readonly question: { readonly params: { readonly caseId: string | number } }; readonly answer: Case };
  readonly caseJournal: { readonly question: { readonly params: { readonly caseId: string | number }; readonly query?: { readonly limit?: string | undefined; readonly cursor?: string | undefined } }; readonly answer: CaseJournalAnswer };
  readonly actOnCase: { readonly question: { readonly params: { readonly caseId: string | number; readonly number: string | number }; readonly headers?: { readonly 'if-match'?: string; readonly 'idempotency-key'?: string }; readonly body: Act }; readonly answer: ActAnswer };
  readonly administerCase: { readonly question: { readonly params: { readonly caseId: string | number }; readonly headers?: { readonly 'if-match'?: string; readonly 'idempotency-key'?: string }; readonly body: AdministerCaseRequest }; readonly answer: ActAnswer };
  readonly caseOffers: { readonly question: { readonly params: { readonly programId: string | number }; readonly body: CaseOffersRequest }; readonly answer: CaseOffersAnswer };
  readonly previewActs: { readonly question: { readonly params: { readonly programId: string | number }; readonly body: PreviewActsRequest }; readonly answer: PreviewActsAnswer };
  readonly stageBoard: { readonly question: { readonly params: { readonly programId: string | number; readonly stage: string | number }; readonly query?: { readonly from?: string | undefined; readonly limit?: string | undefined } }; readonly answer: StageBoardAnswer };
  readonly overdueTasks: { readonly question: { readonly params: { readonly programId: string | number }; readonly query?: { readonly limit?: string | undefined; readonly cursor?: string | undefined; readonly under?: string | undefined } }; readonly answer: OverdueTasksAnswer };
  readonly returnReasons: { readonly question: { readonly params: { readonly programId: string | number } }; readonly answer: ReturnReasonsAnswer };
  readonly draft: { readonly question: { readonly params: { readonly caseId: string | number; readonly form: string | number } }; readonly answer: Draft };
  readonly saveDraft: { readonly question: { readonly params: { readonly caseId: string | number; readonly form: string | number }; readonly headers?: { readonly 'if-match'?: string; readonly 'if-none-match'?: string }; readonly body: DraftValues }; readonly answer: Draft };
  readonly formIssues: { readonly question: { readonly params: { readonly caseId: string | number; readonly form: string | number } }; readonly answer: FormIssuesAnswer };
  readonly upload: { readonly question: { readonly body: FormData }; readonly answer: Attachment };
  readonly attachment: { readonly question: { readonly params: { readonly attachmentId: string | number } }; readonly answer: undefined };
  readonly rolls: { readonly question: { readonly params: { readonly programId: string | number }; readonly query?: { readonly limit?: string | undefined; readonly cursor?: string | undefined; readonly key?: string | undefined } }; readonly answer: RollsAnswer };
  readonly candidates: { readonly question: { readonly params: { readonly programId: string | number; readonly stage: string | number; readonly roll: string | number }; readonly query?: { readonly answers?: string | undefined } }; readonly answer: Candidates };
  readonly confirmRoll: { readonly question: { readonly params: { readonly programId: string | number; readonly stage: string | number; readonly roll: string | number }; readonly headers?: { readonly 'idempotency-key'?: string }; readonly body: NewRoll }; readonly answer: ConfirmedRoll };
  readonly roll: { readonly question: { readonly params: { readonly rollId: string | number } }; readonly answer: Roll };
  readonly dates: { readonly question: { readonly params: { readonly programId: string | number } }; readonly answer: DatesAnswer };
  readonly setDate: { readonly question: { readonly params: { readonly programId: string | number }; readonly headers?: { readonly 'idempotency-key'?: string }; readonly body: NewDate }; readonly answer: SetDateAnswer201 };
  readonly notices: { readonly question: { readonly query?: { readonly limit?: string | undefined; readonly cursor?: string | undefined; readonly unread?: 'true' | 'false' | undefined; readonly copied?: 'true' | 'false' | undefined } }; readonly answer: NoticesAnswer };
  readonly markNoticesRead: { readonly question: { readonly body: MarkNoticesReadRequest }; readonly answer: MarkNoticesReadAnswer };
  readonly deliveries: { readonly question: { readonly query?: { readonly limit?: string | undefined; readonly cursor?: string | undefined; readonly state?: 'queued' | 'held' | 'gathered' | 'sending' | 'delivered' | 'failed_temporarily' | 'failed' | undefined; readonly channel?: string | undefined; readonly programId?: string | undefined } }; readonly answer: DeliveriesAnswer };
  readonly replayDeliveries: { readonly question: { readonly body: ReplayDeliveriesRequest }; readonly answer: ReplayDeliveriesAnswer };
  readonly noticeChannels: { readonly question: {  }; readonly answer: NoticeChannelsAnswer };
  readonly noticePauses: { readonly question: { readonly query?: { readonly past?: 'true' | 'false' | undefined } }; readonly answer: NoticePausesAnswer };
  readonly pauseNotices: { readonly question: { readonly body: PauseNoticesRequest }; readonly answer: PauseNoticesAnswer201 };
  readonly resumeNotices: { readonly question: { readonly params: { readonly pauseId: string | number }; readonly body: ResumeNoticesRequest }; readonly answer: undefined };
  readonly noticeActs: { readonly question: { readonly query?: { readonly limit?: string | undefined; readonly cursor?: string | undefined } }; readonly answer: NoticeActsAnswer };
  readonly noticeWish: { readonly question: {  }; readonly answer: NoticeWish };
  readonly saveNoticeWish: { readonly question: { readonly body: NoticeWish }; readonly answer: NoticeWish };
  readonly changes: { readonly question: { readonly query?: { readonly since?: string | undefined; readonly follow?: 'true' | 'false' | undefined }; readonly headers?: { readonly 'last-event-id'?: string } }; readonly answer: undefined };
  readonly caseDocument: { readonly question: { readonly params: { readonly caseId: string | number; readonly form: string | number }; readonly query?: { readonly format?: 'pdf' | 'docx' | undefined; readonly version?: string | undefined; readonly part?: 'seal' | undefined } }; readonly answer: undefined };
  readonly rollDocument: { readonly question: { readonly params: { readonly rollId: string | number }; readonly query?: { readonly format?: 'pdf' | 'xlsx' | undefined } }; readonly answer: undefined };
  readonly checkCode: { readonly question: { readonly params: { readonly code: string | number } }; readonly answer: CheckCodeAnswer };
  readonly documentNumbers: { readonly question: { readonly params: { readonly text: string | number } }; readonly answer: DocumentNumbersAnswer };
  readonly holidays: { readonly question: { readonly params: { readonly year: string | number }; readonly headers?: { readonly 'if-none-match'?: string } }; readonly answer: HolidayCalendar };
  readonly importTemplate: { readonly question: { readonly params: { readonly programId: string | number } }; readonly answer: undefined };
  readonly importCases: { readonly question: { readonly params: { readonly programId: string | number }; readonly body: FormData }; readonly answer: ImportedCases };
  readonly checkImport: { readonly question: { readonly params: { readonly programId: string | number }; readonly body: FormData }; readonly answer: undefined };
  readonly definitions: { readonly question: {  }; readonly answer: DefinitionsAnswer };
  readonly definition: { readonly question: { readonly params: { readonly hash: string | number } }; readonly answer: DefinitionAnswer };
  readonly definitionPlan: { readonly question: { readonly params: { readonly hash: string | number }; readonly query?: { readonly asOf?: string | undefined }; readonly headers?: { readonly 'if-none-match'?: string } }; readonly answer: Plan };
  readonly definitionPlanCalendar: { readonly question: { readonly params: { readonly hash: string | number }; readonly query?: { readonly lang?: 'zh' | 'en' | undefined; readonly asOf?: string | undefined }; readonly headers?: { readonly 'if-none-match'?: string } }; readonly answer: undefined };
  readonly programPlan: { readonly question: { readonly params: { readonly programId: string | number }; readonly headers?: { readonly 'if-none-match'?: string } }; readonly answer: Plan };
  readonly programPlanCalendar: { readonly question: { readonly params: { readonly programId: string | number }; readonly query?: { readonly lang?: 'zh' | 'en' | undefined }; readonly headers?: { readonly 'if-none-match'?: string } }; readonly answer: undefined };
  readonly organisations: { readonly question: { readonly query?: { readonly limit?: string | undefined; readonly cursor?: string | undefined; readonly under?: string | undefined; readonly search?: string | undefined; readonly tier?: 'nation' | 'province' | 'city' | 'county' | 'unit' | undefined; readonly kind?: string | undefined } }; readonly answer: OrganisationsAnswer };
  readonly substitutions: { readonly question: { readonly query?: { readonly past?: 'true' | 'false' | undefined } }; readonly answer: SubstitutionsAnswer };
  readonly substitute: { readonly question: { readonly body: SubstituteRequest }; readonly answer: Substitution };
  readonly endSubstitution: { readonly question: { readonly params: { readonly substitutionId: string | number } }; readonly answer: Substitution };
  readonly programCalendar: { readonly question: { readonly params: { readonly programId: string | number } }; readonly answer: ProgramCalendar };
  readonly upcoming: { readonly question: { readonly params: { readonly programId: string | number }; readonly query?: { readonly days?: string | undefined; readonly limit?: string | undefined } }; readonly answer: UpcomingAnswer };
  readonly notStarted: { readonly question: { readonly params: { readonly programId: string | number }; readonly query?: { readonly limit?: string | undefined; readonly cursor?: string | undefined; readonly under?: string | undefined; readonly kind?: string | undefined } }; readonly answer: NotStartedAnswer };
  readonly nudgeAll: { readonly question: { readonly params: { readonly programId: string | number }; readonly body: NudgeAllRequest }; readonly answer: NudgeAllAnswer };
  readonly undeliverable: { readonly question: {  }; readonly answer: UndeliverableAnswer };
  readonly definitionDiagram: { readonly question: { readonly params: { readonly hash: string | number }; readonly query?: { readonly of?: 'case' | 'program' | undefined; readonly view?: 'road' | 'chart' | undefined; readonly format?: 'svg' | 'mermaid' | 'xstate' | undefined; readonly lang?: 'zh' | 'en' | undefined }; readonly headers?: { readonly 'if-none-match'?: string } }; readonly answer: { readonly [key: string]: unknown } };
  readonly caseDiagram: { readonly question: { readonly params: { readonly caseId: string | number }; readonly query?: { readonly view?: 'road' | 'chart' | undefined; readonly format?: 'svg' | 'mermaid' | undefined; readonly lang?: 'zh' | 'en' | undefined }; readonly headers?: { readonly 'if-none-match'?: string } }; readonly answer: undefined };
  readonly definitionScenarios: { readonly question: { readonly params: { readonly hash: string | number } }; readonly answer: ScenarioCoverage };
  readonly scenarioDiagram: { readonly question: { readonly params: { readonly hash: string | number }; readonly query?: { readonly of?: 'case' | 'program' | undefined; readonly scenario?: string | undefined; readonly format?: 'svg' | 'mermaid' | undefined; readonly lang?: 'zh' | 'en' | undefined }; readonly headers?: { readonly 'if-none-match'?: string } }; readonly answer: undefined };
  readonly live: { readonly question: {  }; readonly answer: Live };
  readonly ready: { readonly question: {  }; readonly answer: Ready };
  readonly openapi: { readonly question: {  }; readonly answer: OpenapiAnswer };
  readonly docs: { readonly question: {  }; readonly answer: undefined };
  readonly docsAsset: { readonly question: { readonly params: { readonly file: string | number } }; readonly answer: undefined };
  readonly problem: { readonly question: { readonly params: { readonly code: string | number } }; readonly answer: ProblemMeaning };
}

/** Method and path; `once`: takes an Idempotency-Key. */
export const operations = {
  signIn: { method: 'POST', path: '/api/sessions' },
  signOut: { method: 'DELETE', path: '/api/sessions/current' },
  me: { method: 'GET', path: '/api/me' },
  issueToken: { method: 'POST', path: '/api/tokens' },
  tokens: { method: 'GET', path: '/api/tokens' },
  revokeToken: { method: 'DELETE', path: '/api/tokens/{tokenId}' },
  tasks: { method: 'GET', path: '/api/tasks' },
  deskCases: { method: 'GET', path: '/api/cases' },
  call: { method: 'GET', path: '/api/programs/{programId}/call' },
  deskRolls: { method: 'GET', path: '/api/programs/{programId}/roll-desk' },
  regions: { method: 'GET', path: '/api/programs/{programId}/regions' },
  programs: { method: 'GET', path: '/api/programs' },
  program: { method: 'GET', path: '/api/programs/{programId}' },
  programJournal: { method: 'GET', path: '/api/programs/{programId}/journal' },
  actOnProgram: { method: 'POST', path: '/api/programs/{programId}/tasks/{number}/acts', once: true },
  cases: { method: 'GET', path: '/api/programs/{programId}/cases' },
  startCase: { method: 'POST', path: '/api/programs/{programId}/cases', once: true },
  case: { method: 'GET', path: '/api/cases/{caseId}' },
  caseJournal: { method: 'GET', path: '/api/cases/{caseId}/journal' },
  actOnCase: { method: 'POST', path: '/api/cases/{caseId}/tasks/{number}/acts', once: true },
  administerCase: { method: 'POST', path: '/api/cases/{caseId}/administration', once: true },
  caseOffers: { method: 'POST', path: '/api/programs/{programId}/offers' },
  previewActs: { method: 'POST', path: '/api/programs/{programId}/previews' },
  stageBoard: { method: 'GET', path: '/api/programs/{programId}/stages/{stage}' },
  overdueTasks: { method: 'GET', path: '/api/programs/{programId}/overdue-tasks' },
  returnReasons: { method: 'GET', path: '/api/programs/{programId}/return-reasons' },
  draft: { method: 'GET', path: '/api/cases/{caseId}/drafts/{form}' },
  saveDraft: { method: 'PUT', path: '/api/cases/{caseId}/drafts/{form}' },
  formIssues: { method: 'GET', path: '/api/cases/{caseId}/forms/{form}/issues' },
  upload: { method: 'POST', path: '/api/attachments' },
  attachment: { method: 'GET', path: '/api/attachments/{attachmentId}' },
  rolls: { method: 'GET', path: '/api/programs/{programId}/rolls' },
  candidates: { method: 'GET', path: '/api/programs/{programId}/rolls/{stage}/{roll}/candidates' },
  confirmRoll: { method: 'POST', path: '/api/programs/{programId}/rolls/{stage}/{roll}', once: true },
  roll: { method: 'GET', path: '/api/rolls/{rollId}' },
  dates: { method: 'GET', path: '/api/programs/{programId}/dates' },
  setDate: { method: 'POST', path: '/api/programs/{programId}/dates', once: true },
  notices: { method: 'GET', path: '/api/notices' },
  markNoticesRead: { method: 'POST', path: '/api/notices/read' },
  deliveries: { method: 'GET', path: '/api/notice-deliveries' },
  replayDeliveries: { method: 'POST', path: '/api/notice-deliveries/replay' },
  noticeChannels: { method: 'GET', path: '/api/notice-channels' },
  noticePauses: { method: 'GET', path: '/api/notice-pauses' },
  pauseNotices: { method: 'POST', path: '/api/notice-pauses' },
  resumeNotices: { method: 'POST', path: '/api/notice-pauses/{pauseId}/resume' },
  noticeActs: { method: 'GET', path: '/api/notice-acts' },
  noticeWish: { method: 'GET', path: '/api/notices/settings' },
  saveNoticeWish: { method: 'PUT', path: '/api/notices/settings' },
  changes: { method: 'GET', path: '/api/changes' },
  caseDocument: { method: 'GET', path: '/api/cases/{caseId}/documents/{form}' },
  rollDocument: { method: 'GET', path: '/api/rolls/{rollId}/document' },
  checkCode: { method: 'GET', path: '/api/check-codes/{code}' },
  documentNumbers: { method: 'GET', path: '/api/document-numbers/{text}' },
  holidays: { method: 'GET', path: '/api/calendar/{year}' },
  importTemplate: { method: 'GET', path: '/api/programs/{programId}/imports/template' },
  importCases: { method: 'POST', path: '/api/programs/{programId}/imports' },
  checkImport: { method: 'POST', path: '/api/programs/{programId}/imports/check' },
  definitions: { method: 'GET', path: '/api/definitions' },
  definition: { method: 'GET', path: '/api/definitions/{hash}' },
  definitionPlan: { method: 'GET', path: '/api/definitions/{hash}/plan' },
  definitionPlanCalendar: { method: 'GET', path: '/api/definitions/{hash}/plan.ics' },
  programPlan: { method: 'GET', path: '/api/programs/{programId}/plan' },
  programPlanCalendar: { method: 'GET', path: '/api/programs/{programId}/plan.ics' },
  organisations: { method: 'GET', path: '/api/organisations' },
  substitutions: { method: 'GET', path: '/api/substitutions' },
  substitute: { method: 'POST', path: '/api/substitutions' },
  endSubstitution: { method: 'DELETE', path: '/api/substitutions/{substitutionId}' },
  programCalendar: { method: 'GET', path: '/api/programs/{programId}/calendar' },
  upcoming: { method: 'GET', path: '/api/programs/{programId}/upcoming' },
  notStarted: { method: 'GET', path: '/api/programs/{programId}/not-started' },
  nudgeAll: { method: 'POST', path: '/api/programs/{programId}/nudges' },
  undeliverable: { method: 'GET', path: '/api/undeliverable' },
  definitionDiagram: { method: 'GET', path: '/api/definitions/{hash}/diagram' },
  caseDiagram: { method: 'GET', path: '/api/cases/{caseId}/diagram' },
  definitionScenarios: { method: 'GET', path: '/api/definitions/{hash}/scenarios' },
  scenarioDiagram: { method: 'GET', path: '/api/definitions/{hash}/scenarios/diagram' },
  live: { method: 'GET', path: '/health/live' },
  ready: { method: 'GET', path: '/health/ready' },
  openapi: { method: 'GET', path: '/api/openapi.json' },
  docs: { method: 'GET', path: '/api/docs' },
  docsAsset: { method: 'GET', path: '/api/docs/assets/{file}' },
  problem: { method: 'GET', path: '/problems/{code}' },
} as const;
