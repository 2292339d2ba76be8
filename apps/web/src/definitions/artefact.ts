import type { Words } from '../generated/api.js';

/** What the pages read of a definition. It is frozen at publishing, so that what is here never changes under them. */
export interface Artefact {
  readonly hash: string;
  readonly id: string;
  readonly name: OwnWords;
  readonly issuer: string;
  readonly purpose: OwnWords;
  readonly documents: Readonly<Record<string, { readonly title: string; readonly number?: string; readonly attachment?: number }>>;
  readonly settings: Readonly<Record<string, { readonly ask: string; readonly answer?: string; readonly basis: 'document' | 'ours' }>>;
  readonly applicants: Readonly<Record<string, { readonly name: OwnWords; readonly who: string }>>;
  readonly parties: Readonly<Record<string, unknown>>;
  readonly dates: Readonly<Record<string, { readonly name: OwnWords; readonly text: string }>>;
  readonly deadlines: Readonly<Record<string, { readonly late: 'refuse' | 'mark'; readonly says?: OwnWords }>>;
  readonly forms: Readonly<Record<string, FormDefinition>>;
  readonly stages: readonly { readonly key: string; readonly name: OwnWords; readonly use: string; readonly beside: boolean; readonly basis: 'document' | 'ours' }[];
  readonly rolls: Readonly<Record<string, { readonly key: string; readonly name: OwnWords }>>;
  readonly notices: Readonly<Record<string, { readonly to: readonly string[]; readonly text: OwnWords }>>;
  readonly caseChart: Chart;
  readonly programChart: Chart;
  readonly entry: { readonly stage: string; readonly form: string; readonly task: string };
}

/** English is missing where nobody translated it. */
export interface OwnWords {
  readonly zh: string;
  readonly en?: string;
}

export interface Chart {
  readonly tasks: Readonly<Record<string, { readonly name: OwnWords; readonly by: string; readonly due?: string; readonly form?: string; readonly decisions: Readonly<Record<string, { readonly name: OwnWords }>> }>>;
  readonly deadlines: Readonly<Record<string, { readonly date: string | Readonly<Record<string, string>>; readonly name: OwnWords; readonly says?: OwnWords; readonly ladder: readonly { readonly kind: string; readonly to: string; readonly offset: { readonly amount: number; readonly unit: string } }[] }>>;
  readonly rolls: Readonly<Record<string, { readonly decisions: Readonly<Record<string, { readonly name: OwnWords }>> }>>;
  readonly states: Readonly<Record<string, { readonly id: string; readonly name: OwnWords; readonly stage: string; readonly kind: 'atomic' | 'compound' | 'final' }>>;
}

export type FieldType = 'text' | 'long_text' | 'number' | 'money' | 'date' | 'mobile' | 'email' | 'sex' | 'choice' | 'person' | 'files' | 'table';

export interface FieldDefinition {
  readonly key: string;
  readonly label: OwnWords;
  readonly type: FieldType;
  readonly required: boolean;
  readonly chars?: { readonly min?: number; readonly max?: number };
  readonly from?: string;
  readonly writable?: 'never' | 'always' | 'topic.open';
  readonly choices?: readonly string[];
  readonly hint?: OwnWords;
  readonly columns?: readonly FieldDefinition[];
  readonly rows?: { readonly min?: number; readonly max?: number };
  readonly personal?: boolean;
}

export interface FormBlock {
  readonly key: string;
  readonly title: OwnWords | null;
  readonly fields: readonly FieldDefinition[];
  readonly opinion?: { readonly signature: boolean; readonly seal: boolean; readonly date: boolean };
}

export interface FormDefinition {
  readonly key: string;
  readonly title: OwnWords;
  readonly blocks: readonly FormBlock[];
}

export const bothWords = (words: OwnWords): Words => ({ zh: words.zh, en: words.en ?? words.zh });
