/**
 * What tests of several libs share: charts small enough to read and large enough to go wrong, and worlds for them.
 *
 * Invariant: imported by tests only, and importing it starts nothing.
 */
export { chartOf, decision, withDescendants, type Branch, type ChartSpec, type StateSpec } from './charts/chart-of.js';
export { GATHER, gatherKernel, startGatherCase, type GatherCase, type GatherWorld } from './charts/gather-case.js';
export { DAY, gatherChart, HOUR, MINUTE } from './charts/gather-chart.js';
export { compiledScript } from './compiled-script.js';
export { ChangeListener, type ToldChange } from './change-listener.js';
export { chanceOf, type Chance } from './charts/chance.js';
export { journalLines } from './charts/journal-lines.js';
export { chooseAct, randomWorld, type ActDraw, type ChosenAct, type RandomWorld } from './charts/random-world.js';
export { LiveInstance, type LiveAct, type LiveWorld } from './live/live-instance.js';
export { datesOf, factsOf, guardsOf, type TestDate } from './charts/world.js';
export { type LogLine, type RecordingLog, recordingLog } from './recording-log.js';
export { type RedisGroup, startCluster, startSentinel } from './redis-group.js';
export { freePort, type RedisServer, startRedis } from './redis-server.js';
export { liaoningWorld, type LiaoningWorld } from './liaoning-world.js';
export { scratchWorld, type ScratchWorld } from './database/scratch-world.js';
export { catalogOf } from './database/catalog.js';
export { scratchDatabase, type ScratchDatabase } from './database/scratch-database.js';
export { dateRow, emptyState, instanceUpdate, journalRow, type Place, smallWorld, type SmallWorld, StandingClock, worldNow } from './database/small-world.js';
export { seedForPlans } from './database/seed-for-plans.js';
export { type HookServer, type ReceivedHook, startHookServer } from './hook-server.js';
export { type Mailbox, type MailServerReplies, type ReceivedMail, startMailServer } from './mail-server.js';
export { type NodeProcess, startNode } from './node-process.js';
