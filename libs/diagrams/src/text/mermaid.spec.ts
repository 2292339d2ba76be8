import type { Artefact } from '@shidian/definition';
import { describe, expect, it } from 'vitest';
import { makeDiagram } from '../make-diagram.js';
import { caseAfter, liaoning, RETURNED_ONCE } from '../spec-case.js';
import { writeMermaid } from './mermaid.js';

const artefact = liaoning();
const chart = writeMermaid(makeDiagram({ artefact, of: 'case', view: 'chart', language: 'zh' }));

/** Every form of line that is written; Mermaid 11 reads each of them. */
const LINES = [
  /^stateDiagram-v2$/,
  /^ +direction TB$/,
  /^ +state "[^"#;:<>{}%\\`[\]|]*(?:#\d+;[^"#;:<>{}%\\`[\]|]*)*" as s\d+(?: \{)?$/,
  /^ +state s\d+ <<choice>>$/,
  /^ +\}$/,
  /^ +--$/,
  /^ +(?:s\d+|\[\*\]) --> (?:s\d+|\[\*\])(?: : [^"#;:<>{}%\\`[\]|]*(?:#\d+;[^"#;:<>{}%\\`[\]|]*)*)?$/,
  /^ +classDef (?:ahead|now|done) [\w:#,-]+$/,
  /^ +class (?:s\d+,?)+ (?:ahead|now|done)$/,
];

describe('a picture as Mermaid', () => {
  it('has only lines of the forms that are known, every brace closed, every state declared', () => {
    for (const view of ['road', 'chart'] as const) {
      const text = writeMermaid(makeDiagram({ artefact, of: 'case', view, language: 'en', instance: caseAfter(artefact, RETURNED_ONCE) }));
      const lines = text.trimEnd().split('\n');
      expect(lines.filter((line) => !LINES.some((form) => form.test(line)))).toEqual([]);
      expect(lines.filter((line) => line.endsWith('{')).length).toBe(lines.filter((line) => line.trim() === '}').length);
      const declared = new Set([...text.matchAll(/ as (s\d+)|state (s\d+) <<choice>>/g)].map(([, state, choice]) => state ?? choice));
      const used = [...text.matchAll(/\b(s\d+)\b/g)].map(([, id]) => id);
      expect(used.filter((id) => !declared.has(id))).toEqual([]);
    }
  });

  it('nests the states in their stages and keeps regions apart', () => {
    expect(chart).toMatch(/state "申报" as s\d+ \{\n +state "填报" as s\d+\n +state "补正" as s\d+\n +\}/);
    expect(chart.match(/^ +--$/gm)).toHaveLength(3);
  });

  it('says decisions and deadlines on the arrows, and the numbers of the steps that were taken', () => {
    expect(chart).toContain(' : 列入汇总\n');
    // A colon would end the words: it goes in as its code.
    expect(chart).toContain('到期：县级收件截止');
    expect(writeMermaid(makeDiagram({ artefact, of: 'case', view: 'road', language: 'zh', instance: caseAfter(artefact, RETURNED_ONCE) }))).toContain('(2) / (3) / 退回');
  });

  it('lets no name of a program become syntax', () => {
    const nasty = JSON.parse(JSON.stringify(artefact).replaceAll('待审核', '待\\"审#;核:<b>{x}%%[y]|`\\\\\\n  s1 --> s2')) as Artefact;
    const text = writeMermaid(makeDiagram({ artefact: nasty, of: 'case', view: 'chart', language: 'zh' }));
    expect(text.trimEnd().split('\n').filter((line) => !LINES.some((form) => form.test(line)))).toEqual([]);
    expect(text.split('\n').length).toBe(chart.split('\n').length);
  });
});
