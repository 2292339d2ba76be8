import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';

/** A text cell, a number as a spreadsheet keeps it, or a formula with its last result. */
export type SpecCell = string | { readonly number: number } | { readonly formula: string };

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const letters = (column: number): string => (column < 26 ? '' : String.fromCharCode(64 + Math.floor(column / 26))) + String.fromCharCode(65 + (column % 26));

function cellXml(cell: SpecCell, reference: string): string {
  if (typeof cell === 'string') return `<c r="${reference}" t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`;
  if ('number' in cell) return `<c r="${reference}"><v>${cell.number}</v></c>`;
  return `<c r="${reference}"><f>${escaped(cell.formula)}</f><v>2</v></c>`;
}

/** A downloaded template with rows in it, as a spreadsheet would save them: `{ case: [{ topic: … }], 'team.leading': […] }`. */
export function filled(template: Uint8Array, rows: Readonly<Record<string, readonly Readonly<Record<string, SpecCell>>[]>>): Uint8Array {
  const parts = unzipSync(template);
  for (const [name, content] of Object.entries(parts)) {
    const xml = strFromU8(content);
    const sheet = /serial@([a-z0-9_.]+)/.exec(xml)?.[1];
    if (!name.startsWith('xl/worksheets/') || sheet === undefined) continue;
    const keys = [...(/<row r="1"[^>]*>(.*?)<\/row>/s.exec(xml)?.[1] ?? '').matchAll(/<t [^>]*>([^<]*)<\/t>/g)].map(([, key]) => key ?? '');
    const added = (rows[sheet] ?? []).map((row, index) => `<row r="${index + 3}">${keys.map((key, column) => (row[key] === undefined ? '' : cellXml(row[key], `${letters(column)}${index + 3}`))).join('')}</row>`);
    parts[name] = strToU8(xml.replace('</sheetData>', `${added.join('')}</sheetData>`));
  }
  return zipSync(parts, { mtime: new Date(1980, 0, 1) });
}
