// A workbook in the hands of somebody with a spreadsheet: rows filled in below the labels, single cells mended.
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';

const escaped = (text) => String(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const plain = (xml) => xml.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
const part = (place) => `xl/worksheets/sheet${place + 1}.xml`;

/** Values of a form as the cells of one row: `cover.contact`, `team.leader.name` …; tables have sheets of their own. */
export function cellsOf(values) {
  const cells = {};
  const put = (path, value) => {
    if (Array.isArray(value)) return;
    if (typeof value === 'object') for (const [key, part] of Object.entries(value)) put(`${path}.${key}`, part);
    else cells[path] = value;
  };
  for (const [block, fields] of Object.entries(values)) put(block, fields);
  return cells;
}

/** Rows of the tables of a form by their paths: `team.leading`. */
export const tablesOf = (values) => Object.fromEntries(Object.entries(values).flatMap(([block, fields]) => Object.entries(fields).flatMap(([field, value]) => (Array.isArray(value) ? [[`${block}.${field}`, value]] : []))));

export class Workbook {
  constructor(bytes) {
    this.parts = Object.fromEntries(Object.entries(unzipSync(new Uint8Array(bytes))).map(([name, content]) => [name, strFromU8(content)]));
    this.names = [...this.parts['xl/workbook.xml'].matchAll(/<sheet name="([^"]*)"/g)].map(([, name]) => plain(name));
  }

  /** Texts of a row (from 1) by the letters of their columns. */
  row(sheet, number) {
    const xml = this.parts[part(this.names.indexOf(sheet))];
    const cells = xml.match(new RegExp(`<row r="${number}"[^>]*>(.*?)</row>`, 's'))?.[1] ?? '';
    return Object.fromEntries([...cells.matchAll(/<c r="([A-Z]+)\d+"[^>]*>(?:<is><t[^>]*>(.*?)<\/t><\/is>)<\/c>/gs)].map(([, column, text]) => [column, plain(text)]));
  }

  /** Rows from the third on, each by the keys that stand hidden in the first. */
  fill(sheet, rows) {
    const columns = Object.entries(this.row(sheet, 1));
    const lines = rows.map((values, index) => {
      const cells = columns.filter(([, key]) => values[key] !== undefined).map(([column, key]) => `<c r="${column}${index + 3}" t="inlineStr"><is><t xml:space="preserve">${escaped(values[key])}</t></is></c>`);
      return `<row r="${index + 3}">${cells.join('')}</row>`;
    });
    const name = part(this.names.indexOf(sheet));
    this.parts[name] = this.parts[name].replace('</sheetData>', `${lines.join('')}</sheetData>`);
    return this;
  }

  /** Another text in a cell that has one. */
  mend(sheet, cell, text) {
    const name = part(this.names.indexOf(sheet));
    const before = this.parts[name];
    this.parts[name] = before.replace(new RegExp(`(<c r="${cell}"[^>]*>)<is><t[^>]*>.*?</t></is></c>`, 's'), `$1<is><t xml:space="preserve">${escaped(text)}</t></is></c>`);
    if (this.parts[name] === before) throw new Error(`${sheet} has nothing in ${cell}`);
    return this;
  }

  /** The same cells give the same file. */
  bytes() {
    return Buffer.from(zipSync(Object.fromEntries(Object.entries(this.parts).map(([name, xml]) => [name, [strToU8(xml), { mtime: new Date(1980, 0, 1) }]]))));
  }
}
