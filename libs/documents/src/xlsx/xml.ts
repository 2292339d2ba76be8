/** Text inside the XML of a spreadsheet. */
import { sound } from '../paper/values.js';

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\r': '&#13;', '\n': '&#10;', '\t': '&#9;' };

/** For an attribute or an element. */
export function xmlText(text: string): string {
  return sound(text).replaceAll(/[&<>"\r\n\t]/g, (mark) => ESCAPES[mark] ?? mark);
}

/** `_x0041_` stands for a character in a cell (ECMA-376 part 1, 22.9.2.19): what merely looks like it is written so that it stays. */
export function cellText(text: string): string {
  return xmlText(text.replaceAll(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_'));
}

export function readCellText(text: string): string {
  return text.replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
