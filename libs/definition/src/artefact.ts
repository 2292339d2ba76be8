/**
 * The artefact: everything of a definition that is frozen at publishing. Run time reads only this;
 * one hash (SHA-256 over RFC 8785 canonical JSON of everything but the hash itself) covers all of it.
 */
import type { ChartDefinition, JsonValue, Words } from '@shidian/engine';
import type { Courtesy, DateRule } from '@shidian/calendar';
import type { PartyRule } from '@shidian/access';

export interface SettingDefinition {
  /** A-number or a name; an unanswered question may be tested but not published. */
  readonly ask: string;
  readonly answer?: string;
  /** Where in the file the answer takes effect. */
  readonly at?: string;
  readonly set?: Readonly<Record<string, JsonValue>>;
  /** `ours` where the documents do not say it. */
  readonly basis: 'document' | 'ours';
}

export interface ApplicantKind {
  readonly name: Words;
  /** CEL over `org` (kind, tier, tags). The first that is true is the applicant's kind. */
  readonly who: string;
}

export interface Topic {
  /** Full code as printed, e.g. `Xxjsrhcxtz1-1`. */
  readonly code: string;
  /** Fixed title; null for the open code (题目自拟). */
  readonly title: string | null;
  readonly open: boolean;
  readonly category: string;
}

export interface DateDefinition {
  readonly name: Words;
  /** The rule as written. */
  readonly text: string;
  readonly rule: DateRule;
  /** Where a rule is one per instance (anchored on a mark of the case) and not one shared row of the program. */
  readonly perCase: boolean;
}

export interface DeadlinePolicy {
  readonly late: 'refuse' | 'mark';
  readonly says?: Words;
  readonly extend?: { readonly by: string; readonly for: readonly ('case' | 'county' | 'program')[] };
  /** While a case is suspended. Undefined: what is reckoned from the case itself stops, a date shared by all runs on. */
  readonly onSuspend?: 'runs' | 'stops';
}

export interface QuotaDefinition {
  readonly counts: string;
  readonly over: 'program' | 'series' | 'year';
  readonly per: readonly string[];
  readonly limit: number | Readonly<Record<string, number>>;
}

// -- forms ------------------------------------------------------------------------------------

export type FieldType =
  | 'text' // one line
  | 'long_text' // paragraphs; `chars` counts 字
  | 'number'
  | 'money' // yuan, two decimals
  | 'date'
  | 'mobile'
  | 'email'
  | 'sex'
  | 'choice'
  | 'person'
  | 'files'
  | 'table';

export interface FieldDefinition {
  readonly key: string;
  readonly label: Words;
  readonly type: FieldType;
  readonly required: boolean;
  /** Limits in 字 by the form's counting rule. */
  readonly chars?: { readonly min?: number; readonly max?: number };
  /** Taken from the record and never typed: `applicant.name`, `applicant.address`, `topic.code`, `topic.title`. */
  readonly from?: string;
  /** `from` fields that the applicant may write after all: always, or only where the topic is open (R-0-8). */
  readonly writable?: 'never' | 'always' | 'topic.open';
  readonly choices?: readonly string[];
  readonly hint?: Words;
  /** For tables. */
  readonly columns?: readonly FieldDefinition[];
  readonly rows?: { readonly min?: number; readonly max?: number };
  /** For tables: words → CEL over `row`. */
  readonly checks?: readonly { readonly says: Words; readonly cel: string }[];
  /** Personal data, masked unless revealed (C-12). */
  readonly personal?: boolean;
}

export interface FormBlock {
  readonly key: string;
  /** Heading as printed, in the form's order. Null for the cover. */
  readonly title: Words | null;
  readonly fields: readonly FieldDefinition[];
  /** The only writer of the block: a party name. `applicant` for the body of an application. */
  readonly writer: string;
  /** An opinion block is written by a task (`writes`), not as form data. */
  readonly opinion?: { readonly signature: boolean; readonly seal: boolean; readonly date: boolean };
}

export interface FormDefinition {
  readonly key: string;
  readonly title: Words;
  readonly count: 'cjk-and-words';
  readonly blocks: readonly FormBlock[];
}

/** A generated table over the cases of a roll, e.g. 汇总表 (R-0-40): columns only cite fields, nothing is retyped. */
export interface RollTable {
  readonly key: string;
  readonly title: Words;
  readonly header: Words;
  readonly group: readonly ('category' | 'topic')[];
  /** `serial` or the path of a form field (`application.cover.unit`). */
  readonly columns: readonly { readonly label: Words; readonly value: string }[];
}

export interface RollDefinition {
  /** `<stage>/<roll>`. */
  readonly key: string;
  readonly name: Words;
  readonly by: string;
  /** State ids from which it is drawn. */
  readonly of: readonly string[];
  /** One slot per organisation of the party (零报告 and supplementary reports live there). */
  readonly each: boolean;
  readonly ordered: boolean;
  /** Table of the artefact generated with it. */
  readonly table?: string;
  /** Payload of the roll as a whole: `seal`, `letter` … */
  readonly needs: readonly string[];
  /** Answers the lines of this roll, line by line or whole (partial return). */
  readonly answers?: string;
  readonly decisions: readonly string[];
}

export interface NoticeDefinition {
  readonly key: string;
  /** Party names; `applicant` and `actor` are built in. */
  readonly to: readonly string[];
  /** Template with `{applicant}`, `{number}`, `{reason}`, `{fix_by}`, `{count}`, `{actor}`, `{due}`. */
  readonly text: Words;
}

export interface TagDefinition {
  readonly name: Words;
  /** Given by people alone; a clock never gives it. */
  readonly positive: boolean;
}

export interface SourcePlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

export interface Artefact {
  readonly format: 1;
  /** `sha256:<hex>` over canonical JSON of the rest. */
  readonly hash: string;
  readonly id: string;
  readonly series: string;
  readonly name: Words;
  readonly issuer: string;
  readonly purpose: Words;
  readonly documents: Readonly<Record<string, { readonly title: string; readonly number?: string; readonly attachment?: number; readonly issued?: string }>>;
  readonly receiving?: { readonly office: string };
  readonly settings: Readonly<Record<string, SettingDefinition>>;
  /** `set:` values of all settings, read as `settings.<name>` in CEL. */
  readonly values: Readonly<Record<string, JsonValue>>;
  readonly applicants: Readonly<Record<string, ApplicantKind>>;
  readonly parties: Readonly<Record<string, PartyRule>>;
  readonly categories: Readonly<Record<string, { readonly name: Words; readonly code: string }>>;
  readonly topics: readonly Topic[];
  readonly quotas: Readonly<Record<string, QuotaDefinition>>;
  readonly zone: 'Asia/Shanghai';
  /** Program-level names (`province_due`) and stage-local ones (`publicity/closes`). A window's edges are `<name>.opens` and `<name>.closes`. */
  readonly dates: Readonly<Record<string, DateDefinition>>;
  readonly deadlines: Readonly<Record<string, DeadlinePolicy>>;
  /** When people may be reminded of what is not urgent; without it, whenever a rung says. */
  readonly remind?: Courtesy;
  readonly forms: Readonly<Record<string, FormDefinition>>;
  readonly tables: Readonly<Record<string, RollTable>>;
  /** Stages in road order, then those beside it. */
  readonly stages: readonly { readonly key: string; readonly name: Words; readonly use: string; readonly beside: boolean; readonly during?: string; readonly for?: string; readonly basis: 'document' | 'ours' }[];
  readonly rolls: Readonly<Record<string, RollDefinition>>;
  readonly notices: Readonly<Record<string, NoticeDefinition>>;
  /** What the tags of the stages mean. Missing in artefacts that were published before it was kept. */
  readonly tags?: Readonly<Record<string, TagDefinition>>;
  readonly caseChart: ChartDefinition;
  readonly programChart: ChartDefinition;
  /** Form that `apply` asks for, and the task that submits it: where a case is born. */
  readonly entry: { readonly stage: string; readonly form: string; readonly task: string };
  /** Compiled id → the places in the files that it came from (stage file first, then the program's use of it). */
  readonly sources: Readonly<Record<string, readonly SourcePlace[]>>;
}

export interface Diagnostic {
  readonly severity: 'error' | 'warning';
  /** Stable code, e.g. `def.unknown-key`. */
  readonly code: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** What is wrong, in words. */
  readonly message: Words;
  /** What was probably meant. */
  readonly suggestion?: Words;
  /** The line of the file. */
  readonly excerpt?: string;
}
