/** One YAML file: its plain value, and the place of every key and value in it. */
import { isAlias, isMap, isScalar, isSeq, LineCounter, parseAllDocuments, type Document, type Node, type Pair } from 'yaml';
import type { Diagnostic, SourcePlace } from './artefact.js';
import { hasLoneSurrogate } from './sound-text.js';

export type PathStep = string | number;
export type YamlValue = string | number | boolean | readonly YamlValue[] | { readonly [key: string]: YamlValue };

/** A file larger than this is refused unread (bytes). */
export const MAX_FILE_SIZE = 512 * 1024;
/** Deepest nesting of maps and lists. */
export const MAX_DEPTH = 24;

export class SourceFile {
  private readonly counter = new LineCounter();
  private readonly lines: readonly string[];
  private document: Document | undefined;
  /** Undefined when the file does not parse; then {@link faults} says why. */
  readonly value: YamlValue | undefined;
  readonly faults: readonly Diagnostic[];

  /** `file` is the path shown to people, relative to the folder that was checked. */
  constructor(
    readonly file: string,
    readonly text: string,
  ) {
    this.lines = text.split(/\r?\n/);
    this.faults = this.parse();
    this.value = this.faults.length > 0 || this.document === undefined ? undefined : (this.document.toJS({ maxAliasCount: 0 }) as YamlValue);
  }

  excerpt(line: number): string {
    return (this.lines[line - 1] ?? '').trimEnd().slice(0, 200);
  }

  /** The place of the value (or of its key) at the path; of the nearest ancestor that exists, when it does not. */
  place(path: readonly PathStep[], what: 'key' | 'value' = 'value'): SourcePlace {
    return this.at(this.offset(path, what));
  }

  /** The place `shift` characters into a scalar, e.g. of an error inside a CEL expression. */
  placeInside(path: readonly PathStep[], shift: number): SourcePlace {
    const node = this.node(path);
    const quoted = isScalar(node) && (node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE') ? 1 : 0;
    return this.at((node?.range?.[0] ?? 0) + quoted + shift);
  }

  has(path: readonly PathStep[]): boolean {
    return this.node(path) !== undefined;
  }

  private at(offset: number): SourcePlace {
    const { line, col } = this.counter.linePos(offset);
    return { file: this.file, line: Math.max(line, 1), column: Math.max(col, 1) };
  }

  private offset(path: readonly PathStep[], what: 'key' | 'value'): number {
    let node: unknown = this.document?.contents;
    let offset = 0;
    for (const [index, step] of path.entries()) {
      const last = index === path.length - 1;
      const pair = pairAt(node, step);
      if (pair !== undefined) {
        const key = pair.key as Node | null;
        const keyOffset = key?.range?.[0] ?? offset;
        node = pair.value;
        offset = last && what === 'key' ? keyOffset : ((pair.value as Node | null)?.range?.[0] ?? keyOffset);
      } else if (isSeq(node) && typeof step === 'number' && node.items[step] !== undefined) {
        node = node.items[step];
        offset = (node as Node).range?.[0] ?? offset;
      } else break;
    }
    return offset;
  }

  private node(path: readonly PathStep[]): Node | undefined {
    let node: unknown = this.document?.contents;
    for (const step of path) {
      if (isSeq(node) && typeof step === 'number') node = node.items[step];
      else node = pairAt(node, step)?.value;
      if (node === undefined || node === null) return undefined;
    }
    return node as Node;
  }

  private fault(code: string, offset: number, zh: string, en: string): Diagnostic {
    // Before the file is parsed the counter knows no lines yet.
    const before = this.text.slice(0, offset).split('\n');
    const place = { file: this.file, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
    return { severity: 'error', code, ...place, message: { zh, en }, excerpt: this.excerpt(place.line) };
  }

  private parse(): readonly Diagnostic[] {
    if (Buffer.byteLength(this.text, 'utf8') > MAX_FILE_SIZE) return [this.fault('def.file-too-large', 0, `文件超过 ${MAX_FILE_SIZE / 1024} KB`, `The file is larger than ${MAX_FILE_SIZE / 1024} KB`)];
     
    const strange = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/.exec(this.text);
    if (strange !== null || hasLoneSurrogate(this.text)) return [this.fault('def.character', strange?.index ?? 0, '文件里有不可见的控制字符', 'The file holds a control character')];
    const documents = parseAllDocuments(this.text, { version: '1.2', schema: 'core', uniqueKeys: true, lineCounter: this.counter, prettyErrors: false, stringKeys: false });
    if (!Array.isArray(documents) || documents.length === 0) return [this.fault('def.empty-file', 0, '文件是空的', 'The file is empty')];
    const [document, second] = documents as Document[];
    if (document === undefined) return [this.fault('def.empty-file', 0, '文件是空的', 'The file is empty')];
    this.document = document;
    const [first] = [...document.errors, ...(second?.errors ?? [])].sort((a, b) => a.pos[0] - b.pos[0]);
    if (first !== undefined) {
      if (first.code === 'DUPLICATE_KEY') return [this.fault('def.duplicate-key', first.pos[0], '同一层里这个键写了两次', 'This key is written twice on one level')];
      // Of a broken file only the first error: one unquoted expression once gave 116.
      return [this.fault('def.yaml-syntax', first.pos[0], `YAML 语法错误：${first.message}`, `YAML syntax: ${first.message}`)];
    }
    if (second !== undefined) return [this.fault('def.yaml-syntax', second.range?.[0] ?? 0, '一个文件只写一份文档，不能有 ---', 'One document a file: no ---')];
    if (document.contents === null) return [this.fault('def.empty-file', 0, '文件是空的', 'The file is empty')];
    if (!isMap(document.contents)) return [this.fault('def.wrong-type', 0, '文件最外层应为“键: 值”', 'The file must be a map of keys and values')];
    return this.forbidden(document.contents, 1);
  }

  /** Anchors, aliases, merge keys, tags, nulls and keys that are no strings. */
  private forbidden(node: unknown, depth: number): readonly Diagnostic[] {
    const holder = node as Node & { anchor?: string; tag?: string };
    const offset = holder.range?.[0] ?? 0;
    if (depth > MAX_DEPTH) return [this.fault('def.too-deep', offset, `嵌套超过 ${MAX_DEPTH} 层`, `Nested deeper than ${MAX_DEPTH} levels`)];
    if (holder.anchor !== undefined) return [this.fault('def.anchor', offset, `不用锚点（&${holder.anchor}）：请写两遍，或写进流程段库`, `No anchors (&${holder.anchor}): write it twice, or make it a stage`)];
    if (isAlias(node)) return [this.fault('def.anchor', offset, `不用引用（*${node.source}）`, `No aliases (*${node.source})`)];
    if (typeof holder.tag === 'string' && !holder.tag.startsWith('tag:yaml.org,2002:')) return [this.fault('def.tag', offset, `不用标签（${holder.tag}）`, `No tags (${holder.tag})`)];
    if (isScalar(node) && node.value === null) return [this.fault('def.null', offset, '没有值：请写上值，或删去这个键', 'No value: give one or remove the key')];
    if (isMap(node)) return node.items.flatMap((pair) => this.forbiddenPair(pair, depth));
    if (isSeq(node)) return node.items.flatMap((item) => this.forbidden(item, depth + 1));
    return [];
  }

  private forbiddenPair(pair: Pair, depth: number): readonly Diagnostic[] {
    const key = pair.key as Node | null;
    const offset = key?.range?.[0] ?? 0;
    if (!isScalar(key) || key.value === null || typeof key.value === 'object') return [this.fault('def.key', offset, '键应为简单的名字', 'A key must be a plain name')];
    const name = `${key.value as string | number | boolean}`;
    if (key.anchor !== undefined) return [this.fault('def.anchor', offset, '不用锚点', 'No anchors')];
    if (name === '<<') return [this.fault('def.merge-key', offset, '不用合并键 <<', 'No merge keys (<<)')];
    if (pair.value === null) return [this.fault('def.null', offset, `“${name}” 没有值：请写上值，或删去这个键`, `“${name}” has no value: give one or remove the key`)];
    return this.forbidden(pair.value, depth + 1);
  }
}

function pairAt(node: unknown, step: PathStep): Pair | undefined {
  if (!isMap(node)) return undefined;
  const found = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
  return found;
}
