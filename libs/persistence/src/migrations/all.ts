import { Foundations2026112122000 } from './202611212200-foundations.js';
import { Directory2026112122010 } from './202611212201-directory.js';
import { Programs2026112122020 } from './202611212202-programs.js';
import { Cases2026112122030 } from './202611212203-cases.js';
import { Record2026112122040 } from './202611212204-record.js';
import { Rolls2026112122050 } from './202611212205-rolls.js';
import { Messages2026112122060 } from './202611212206-messages.js';
import { SignIn2026112122070 } from './202611212207-sign-in.js';
import { StepReads2026112122080 } from './202611212208-step-reads.js';
import { StepWrite2026112122090 } from './202611212209-step-write.js';
import { Changes2026112201300 } from './202611220130-changes.js';
import { CheckCodes2026112201450 } from './202611220145-check-codes.js';
import { Calendar2026112205000 } from './202611220500-calendar.js';
import { Substitutions2026112205100 } from './202611220510-substitutions.js';
import { Channels2026112205200 } from './202611220520-channels.js';
import { DefinitionScenarios2026112205700 } from './202611220570-definition-scenarios.js';
import { ProgramTimers2026112218300 } from './202611221830-program-timers.js';

/** In order. A migration that was released is never edited. */
export const migrations = [
  Foundations2026112122000,
  Directory2026112122010,
  Programs2026112122020,
  Cases2026112122030,
  Record2026112122040,
  Rolls2026112122050,
  Messages2026112122060,
  SignIn2026112122070,
  StepReads2026112122080,
  StepWrite2026112122090,
  Changes2026112201300,
  CheckCodes2026112201450,
  Calendar2026112205000,
  Substitutions2026112205100,
  Channels2026112205200,
  DefinitionScenarios2026112205700,
  ProgramTimers2026112218300,
] as const;
