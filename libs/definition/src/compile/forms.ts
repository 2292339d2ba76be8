/** Form files → form definitions: blocks in printed order, each with one writer. */
import type { Words } from '@shidian/engine';
import type { FieldDefinition, FieldType, FormBlock, FormDefinition, RollTable } from '../artefact.js';
import type { ExpressionFault } from '../cel/environment.js';
import { whoEnvironment } from '../cel/evaluator.js';
import { faultWords } from '../cel/fault-words.js';
import { rowEnvironment } from '../cel/row.js';
import { meant } from '../diagnostics.js';
import { readBySchema } from '../schema-diagnostics.js';
import { formFile, type BlockShape, type FieldShape, type FormFile } from '../schema/form-file.js';
import type { PathStep, SourceFile } from '../source-file.js';
import type { Compilation, WordsShape } from './compilation.js';
import { partyNames } from './parties.js';

/** Values that are about a person: masked unless revealed. */
const PERSONAL: readonly FieldType[] = ['mobile', 'email', 'person'];

export function compileForms(compilation: Compilation): Readonly<Record<string, FormDefinition>> {
  const forms: Record<string, FormDefinition> = {};
  for (const [key, file] of compilation.tree.forms) {
    const shape = readBySchema(formFile, file, compilation.diagnostics);
    if (shape === undefined) continue;
    if (shape.form !== key) compilation.diagnostics.error('def.form-name', file.place(['form']), `程序文件里叫 ${key}，这里叫 ${shape.form}`, `The program file calls it ${key}, this file ${shape.form}`, { zh: `form: ${key}`, en: `form: ${key}` });
    forms[key] = new FormReader(compilation, key, file, shape).read();
  }
  return forms;
}

class FormReader {
  constructor(
    private readonly compilation: Compilation,
    private readonly key: string,
    private readonly file: SourceFile,
    private readonly shape: FormFile,
  ) {}

  read(): FormDefinition {
    const blocks = Object.entries(this.shape.blocks).map(([name, block]) => this.block(name, block));
    return { key: this.key, title: this.words(this.shape.title, ['title']), count: 'cjk-and-words', blocks };
  }

  private words(text: WordsShape, path: readonly PathStep[]): Words {
    return this.compilation.words(text, ['forms', this.key, ...path]);
  }

  private error(code: string, path: readonly PathStep[], zh: string, en: string, suggestion?: Words): void {
    this.compilation.diagnostics.error(code, this.file.place(path), zh, en, suggestion);
  }

  private block(name: string, block: BlockShape): FormBlock {
    const path = ['blocks', name];
    const writer = block.writer ?? 'applicant';
    const parties = partyNames(this.compilation.program);
    if (!parties.includes(writer)) this.error('def.unknown-party', [...path, 'writer'], `没有参与方 ${writer}`, `There is no party ${writer}`, meant(writer, parties));
    const title = block.title === undefined ? null : this.words(block.title, [...path, 'title']);
    const fields = Object.entries(block.fields ?? {}).map(([key, field]) => this.field(key, field, [...path, 'fields', key]));
    // A block that is one text needs no field of its own: its limits stand on the block.
    const alone = block.opinion === undefined && (block.chars !== undefined || fields.length === 0);
    if (alone && title === null) this.error('def.block-empty', path, `块 ${name} 没有栏，也没有标题`, `The block ${name} has neither fields nor a title`);
    const text: readonly FieldDefinition[] = alone && title !== null ? [this.textOf(block, title, path)] : [];
    return { key: name, title, fields: [...text, ...fields], writer, ...(block.opinion === undefined ? {} : { opinion: block.opinion }) };
  }

  private textOf(block: BlockShape, label: Words, path: readonly PathStep[]): FieldDefinition {
    return {
      key: 'text',
      label,
      type: 'long_text',
      required: true,
      ...(block.chars === undefined ? {} : { chars: limits(block.chars) }),
      ...(block.hint === undefined ? {} : { hint: this.words(block.hint, [...path, 'hint']) }),
    };
  }

  private field(key: string, written: FieldShape | string, path: readonly PathStep[]): FieldDefinition {
    const field: FieldShape = typeof written === 'string' ? { label: written } : written;
    const type = field.is ?? (field.columns === undefined ? (field.chars === undefined ? 'text' : 'long_text') : 'table');
    const label = this.words(field.label, typeof written === 'string' ? path : [...path, 'label']);
    const columns = field.columns === undefined ? undefined : this.columns(field.columns, path);
    if ((type === 'table' || type === 'person') !== (columns !== undefined)) this.error('def.field-columns', path, '表格与人员要写 columns，别的栏不写', 'Tables and persons have columns, other fields have none');
    if ((type === 'choice') !== (field.choices !== undefined)) this.error('def.field-choices', path, '选择栏要写 choices，别的栏不写', 'A choice has choices, other fields have none');
    return {
      key,
      label,
      type,
      required: field.required ?? true,
      ...(field.chars === undefined ? {} : { chars: limits(field.chars) }),
      ...(field.from === undefined ? {} : { from: field.from, writable: field.write_if ?? 'never' }),
      ...(field.choices === undefined ? {} : { choices: field.choices }),
      ...(field.hint === undefined ? {} : { hint: this.words(field.hint, [...path, 'hint']) }),
      ...(columns === undefined ? {} : { columns }),
      ...(field.rows === undefined ? {} : { rows: limits(field.rows) }),
      ...(field.checks === undefined ? {} : { checks: this.checks(field.checks, columns ?? [], path) }),
      ...(field.personal ?? PERSONAL.includes(type) ? { personal: true } : {}),
    };
  }

  private columns(written: NonNullable<FieldShape['columns']>, path: readonly PathStep[]): readonly FieldDefinition[] {
    if (typeof written !== 'string') return Object.entries(written).map(([key, field]) => this.field(key, field, [...path, 'columns', key]));
    const shape = this.shape.shapes?.[written];
    if (shape !== undefined) return Object.entries(shape).map(([key, field]) => this.field(key, field, ['shapes', written, key]));
    const known = Object.keys(this.shape.shapes ?? {});
    this.error('def.unknown-shape', [...path, 'columns'], `shapes 里没有 ${written}`, `shapes has no ${written}`, meant(written, known));
    return [];
  }

  private checks(checks: Readonly<Record<string, string>>, columns: readonly FieldDefinition[], path: readonly PathStep[]): NonNullable<FieldDefinition['checks']> {
    const environment = rowEnvironment(columns);
    return Object.entries(checks).map(([says, cel]) => {
      const compiled = environment.compile(cel);
      const at = [...path, 'checks', says];
      if ('fault' in compiled) this.compilation.diagnostics.error('def.cel', this.file.placeInside(at, compiled.fault.start), ...said(compiled.fault));
      return { says: this.words(says, at), cel };
    });
  }
}

/** `at least 1000`, `at most 1000`, `100 to 500`. */
function limits(text: string): { readonly min?: number; readonly max?: number } {
  const [, least] = /^at least (\d+)$/.exec(text) ?? [];
  if (least !== undefined) return { min: Number(least) };
  const [, most] = /^at most (\d+)$/.exec(text) ?? [];
  if (most !== undefined) return { max: Number(most) };
  const [, min, max] = /^(\d+) to (\d+)$/.exec(text) ?? [];
  return { min: Number(min), max: Number(max) };
}

/** Generated tables: every column cites a field; nothing is retyped (R-0-40). */
export function compileTables(compilation: Compilation, forms: Readonly<Record<string, FormDefinition>>): Readonly<Record<string, RollTable>> {
  const tables: Record<string, RollTable> = {};
  for (const [key, table] of Object.entries(compilation.program.tables ?? {})) {
    const columns = Object.entries(table.columns).map(([label, value]) => {
      const path = ['tables', key, 'columns', label];
      checkColumn(compilation, path, value, forms);
      return { label: compilation.words(label, path), value };
    });
    tables[key] = { key, title: compilation.words(table.title, ['tables', key, 'title']), header: compilation.words(table.header, ['tables', key, 'header']), group: table.group ?? [], columns };
  }
  return tables;
}

function checkColumn(compilation: Compilation, path: readonly string[], value: string, forms: Readonly<Record<string, FormDefinition>>): void {
  if (value === 'serial') return;
  const known = Object.values(forms).flatMap((form) => form.blocks.flatMap((block) => block.fields.map((field) => `${form.key}.${block.key}.${field.key}`)));
  if (!known.includes(value)) compilation.diagnostics.error('def.unknown-field', compilation.place(path), `没有栏 ${value}`, `There is no field ${value}`, meant(value, [...known, 'serial']));
}

/** The kinds of applicant, their `who` type-checked. */
export function compileApplicants(compilation: Compilation): Readonly<Record<string, { readonly name: Words; readonly who: string }>> {
  const environment = whoEnvironment();
  const kinds: Record<string, { readonly name: Words; readonly who: string }> = {};
  for (const [key, { name, who }] of Object.entries(compilation.program.applicants)) {
    const path = ['applicants', key, 'who'];
    const compiled = environment.compile(who);
    if ('fault' in compiled) compilation.diagnostics.error('def.cel', compilation.source.placeInside(path, compiled.fault.start), ...said(compiled.fault));
    kinds[key] = { name: compilation.words(name, ['applicants', key, 'name']), who };
  }
  return kinds;
}

function said(fault: ExpressionFault): readonly [string, string] {
  const { zh, en } = faultWords(fault);
  return [zh, en];
}
