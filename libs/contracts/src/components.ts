import type { z } from 'zod';
import { Act, ActAnswer, Action, JournalEntry } from './acts.js';
import { Attachment } from './attachments.js';
import { BoardCase, OverdueTask } from './boards.js';
import { Case, CaseItem, CaseTask, Form, NewCase, Opinion, StartedCase } from './cases.js';
import { Change, ChangeEnd, ChangeReady, ChangeReset } from './changes.js';
import { NewDate, ProgramDate } from './dates.js';
import { Call, DeskCase, DeskRoll, Regions } from './desk.js';
import { Delivery, NoticeAct, NoticeChannel, NoticePause, NoticeWish } from './deliveries.js';
import { DefinitionItem } from './definitions.js';
import { NumberedDocument } from './document-numbers.js';
import { CodedDocument } from './documents.js';
import { Draft, DraftValues, Issue } from './drafts.js';
import { HolidayCalendar } from './holidays.js';
import { ImportedCases } from './imports.js';
import { ActPreview, CaseOffers } from './many-cases.js';
import { Notice } from './notices.js';
import { CalendarChange, ListedOrganisation, ProgramCalendar, Substitution, UpcomingNotice } from './oversight.js';
import { Plan, PlanDate, PlanDuty, PlanEntry, PlanOpen, PlanParty } from './plans.js';
import { Problem, ProblemPlace } from './problem.js';
import { Program, ProgramItem } from './programs.js';
import { Candidates, ConfirmedRoll, NewRoll, Roll, RollItem, RollLine } from './rolls.js';
import { Scenario, ScenarioCoverage, ScenarioTarget } from './scenarios.js';
import { Check, Live, ProblemMeaning, Ready } from './service.js';
import { IssuedToken, Me, NewToken, SignIn, Token } from './sign-in.js';
import { Due, Task } from './tasks.js';
import { JsonValue, State, Words } from './wire.js';

/** Schemas that have a name of their own in the OpenAPI document, and therefore in generated clients. */
export const components = {
  Act,
  ActAnswer,
  ActPreview,
  Action,
  Attachment,
  BoardCase,
  Call,
  CalendarChange,
  Candidates,
  Case,
  CaseItem,
  CaseOffers,
  CaseTask,
  Change,
  ChangeEnd,
  ChangeReady,
  ChangeReset,
  Check,
  CodedDocument,
  ConfirmedRoll,
  DefinitionItem,
  Delivery,
  DeskCase,
  DeskRoll,
  Draft,
  DraftValues,
  Due,
  Form,
  HolidayCalendar,
  ImportedCases,
  Issue,
  IssuedToken,
  JournalEntry,
  JsonValue,
  ListedOrganisation,
  Live,
  Me,
  NewCase,
  NewDate,
  NewRoll,
  NewToken,
  Notice,
  NoticeAct,
  NoticeChannel,
  NoticePause,
  NoticeWish,
  NumberedDocument,
  Opinion,
  OverdueTask,
  Plan,
  PlanDate,
  PlanDuty,
  PlanEntry,
  PlanOpen,
  PlanParty,
  Problem,
  ProblemMeaning,
  ProblemPlace,
  Program,
  ProgramCalendar,
  ProgramDate,
  ProgramItem,
  Ready,
  Regions,
  Roll,
  RollItem,
  RollLine,
  Scenario,
  ScenarioCoverage,
  ScenarioTarget,
  SignIn,
  StartedCase,
  State,
  Substitution,
  Task,
  Token,
  UpcomingNotice,
  Words,
} as const satisfies Record<string, z.ZodType>;
