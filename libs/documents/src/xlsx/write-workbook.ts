/**
 * Workbooks of text cells, written as XML by our own hand, because two things must be beyond doubt:
 *
 * - **No cell is ever evaluated.** Every cell is an inline string; one that begins with = + - @, a tab or a line end bears
 *   `quotePrefix` too, so that editing it, or saving it as CSV and opening that, does not make a formula of it.
 * - **Codes stay text.** Every cell and every empty column has the number format `@`: `1-2` is no date, `007` no seven.
 */
import { strToU8, zipSync, type Zippable } from 'fflate';
import { displayWidth } from '../paper/widths.js';
import { cellText, xmlText } from './xml.js';

export type CellLook = 'title' | 'head' | 'body' | 'centre' | 'plain' | 'wrong' | 'remark';

export interface SheetCell {
  readonly text: string;
  readonly look: CellLook;
}

export interface Sheet {
  /** At most 31 characters; see {@link sheetName}. */
  readonly name: string;
  readonly hidden?: boolean;
  /** Widths in characters. */
  readonly widths: readonly number[];
  readonly rows: readonly (readonly (SheetCell | undefined)[])[];
  /** Look of the empty cells of every column. */
  readonly empty?: CellLook;
  /** Rows (from 1) that nobody needs to see. */
  readonly hiddenRows?: readonly number[];
  /** Rows at the top that stay in sight. */
  readonly frozen?: number;
  /** Cells joined to one, e.g. `A1:H1`. */
  readonly merged?: readonly string[];
  /** A column (from 0) whose cells are chosen from a range, from a row (from 1) down. */
  readonly choices?: readonly { readonly column: number; readonly from: number; readonly range: string }[];
  readonly print?: {
    /** Rows (from 1) repeated on every page. */
    readonly repeat: readonly [number, number];
    readonly header: { readonly left: string; readonly right: string };
    readonly footer: string;
  };
}

const LOOKS: readonly CellLook[] = ['plain', 'title', 'head', 'body', 'centre', 'wrong', 'remark'];
const LAST_ROW = 1_048_576;
const FORMULA_START = /^[=+\-@\t\r\n＝＋－＠]/;

/** 1 → A, 28 → AB. */
export function columnName(column: number): string {
  let name = '';
  for (let left = column; left > 0; left = Math.floor((left - 1) / 26)) name = String.fromCharCode(65 + ((left - 1) % 26)) + name;
  return name;
}

/** A label as the name of a sheet: without what such a name may not hold. */
export function sheetName(label: string): string {
  const name = label.replaceAll(/[\\/?*[\]:']/g, '').trim().slice(0, 31);
  return name === '' ? '表' : name;
}

export function writeWorkbook(sheets: readonly Sheet[]): Uint8Array {
  const parts: Record<string, string> = {
    '[Content_Types].xml': contentTypes(sheets),
    '_rels/.rels': relationships([['officeDocument', 'xl/workbook.xml']]),
    'xl/workbook.xml': workbook(sheets),
    'xl/_rels/workbook.xml.rels': relationships([...sheets.map((_, index): [string, string] => ['worksheet', `worksheets/sheet${index + 1}.xml`]), ['styles', 'styles.xml']]),
    'xl/styles.xml': STYLES,
    ...Object.fromEntries(sheets.map((sheet, index) => [`xl/worksheets/sheet${index + 1}.xml`, worksheet(sheet)])),
  };
  const entries: Zippable = Object.fromEntries(Object.entries(parts).map(([name, xml]) => [name, [strToU8(xml), { mtime: new Date(1980, 0, 1), level: 6 }]]));
  return zipSync(entries);
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

function contentTypes(sheets: readonly Sheet[]): string {
  const override = (part: string, type: string): string => `<Override PartName="${part}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${type}+xml"/>`;
  return `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${override('/xl/workbook.xml', 'sheet.main')}${override('/xl/styles.xml', 'styles')}${sheets.map((_, index) => override(`/xl/worksheets/sheet${index + 1}.xml`, 'worksheet')).join('')}</Types>`;
}

function relationships(targets: readonly (readonly [string, string])[]): string {
  return `${HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${targets.map(([type, target], index) => `<Relationship Id="rId${index + 1}" Type="${RELATIONS}/${type}" Target="${target}"/>`).join('')}</Relationships>`;
}

function workbook(sheets: readonly Sheet[]): string {
  const list = sheets.map((sheet, index) => `<sheet name="${xmlText(sheet.name)}" sheetId="${index + 1}"${sheet.hidden === true ? ' state="hidden"' : ''} r:id="rId${index + 1}"/>`).join('');
  const titles = sheets.flatMap(({ name, print }, index) => (print === undefined ? [] : [`<definedName name="_xlnm.Print_Titles" localSheetId="${index}">'${xmlText(name)}'!$${print.repeat[0]}:$${print.repeat[1]}</definedName>`]));
  return `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${list}</sheets>${titles.length === 0 ? '' : `<definedNames>${titles.join('')}</definedNames>`}</workbook>`;
}

/** In the order in which the schema wants the elements. */
function worksheet(sheet: Sheet): string {
  const { frozen = 0, merged = [], choices = [], print } = sheet;
  const pane = frozen === 0 ? '' : `<pane ySplit="${frozen}" topLeftCell="A${frozen + 1}" activePane="bottomLeft" state="frozen"/>`;
  return [
    `${HEAD}<worksheet xmlns="${MAIN}">`,
    print === undefined ? '' : '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>',
    `<sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews>`,
    `<cols>${sheet.widths.map((width, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" style="${LOOKS.indexOf(sheet.empty ?? 'plain')}" customWidth="1"/>`).join('')}</cols>`,
    `<sheetData>${sheet.rows.map((row, index) => rowXml(row, index + 1, sheet)).join('')}</sheetData>`,
    merged.length === 0 ? '' : `<mergeCells count="${merged.length}">${merged.map((range) => `<mergeCell ref="${range}"/>`).join('')}</mergeCells>`,
    choices.length === 0 ? '' : `<dataValidations count="${choices.length}">${choices.map(choiceXml).join('')}</dataValidations>`,
    print === undefined ? '' : `<pageMargins left="0.98" right="0.98" top="1.1" bottom="1.02" header="0.6" footer="0.6"/><pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/><headerFooter><oddHeader>&amp;L${ampersands(print.header.left)}&amp;R${ampersands(print.header.right)}</oddHeader><oddFooter>&amp;C第&amp;P页 共&amp;N页&amp;R&amp;8${ampersands(print.footer)}</oddFooter></headerFooter>`,
    '</worksheet>',
  ].join('');
}

/** In a header `&` begins a command. A digit after a font size would belong to it: a space keeps them apart. */
function ampersands(text: string): string {
  return xmlText(` ${text.replaceAll('&', '&&')}`);
}

/** Points. */
const LINE_HEIGHT = 15;
const TITLE_HEIGHT = 32;
const MOST_LINES = 20;

function rowXml(row: Sheet['rows'][number], number: number, { widths, hiddenRows = [] }: Sheet): string {
  const cells = row.map((cell, index) => (cell === undefined ? '' : cellXml(cell, `${columnName(index + 1)}${number}`))).join('');
  return `<row r="${number}" ht="${heightOf(row, widths)}" customHeight="1"${hiddenRows.includes(number) ? ' hidden="1"' : ''}>${cells}</row>`;
}

/** High enough for the lines into which the texts are wrapped. */
function heightOf(row: Sheet['rows'][number], widths: readonly number[]): number {
  if (row[0]?.look === 'title') return TITLE_HEIGHT;
  const lines = row.map((cell, index) => (cell === undefined || cell.look === 'remark' ? 1 : cell.text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(displayWidth(line) / Math.max(1, (widths[index] ?? 10) - 2))), 0)));
  return Math.min(MOST_LINES, Math.max(1, ...lines)) * LINE_HEIGHT + 3;
}

function cellXml({ text, look }: SheetCell, reference: string): string {
  const style = LOOKS.indexOf(look) + (FORMULA_START.test(text) ? LOOKS.length : 0);
  return text === '' ? `<c r="${reference}" s="${style}"/>` : `<c r="${reference}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${cellText(text)}</t></is></c>`;
}

function choiceXml({ column, from, range }: NonNullable<Sheet['choices']>[number]): string {
  const name = columnName(column + 1);
  return `<dataValidation type="list" allowBlank="1" showErrorMessage="1" errorTitle="选项" error="请从列表中选择" sqref="${name}${from}:${name}${LAST_ROW}"><formula1>${xmlText(range)}</formula1></dataValidation>`;
}

const FONTS = [
  '<font><sz val="10.5"/><name val="宋体"/><charset val="134"/></font>',
  '<font><b/><sz val="18"/><name val="宋体"/><charset val="134"/></font>',
  '<font><b/><sz val="10.5"/><name val="黑体"/><charset val="134"/></font>',
  '<font><sz val="10.5"/><color rgb="FFC00000"/><name val="宋体"/><charset val="134"/></font>',
];
const RULED = '<border><left style="thin"/><right style="thin"/><top style="thin"/><bottom style="thin"/></border>';
const FILLS = ['<fill><patternFill patternType="none"/></fill>', '<fill><patternFill patternType="gray125"/></fill>', '<fill><patternFill patternType="solid"><fgColor rgb="FFEFEFEF"/></patternFill></fill>', '<fill><patternFill patternType="solid"><fgColor rgb="FFFFE5E5"/></patternFill></fill>'];

const FORMATS: Readonly<Record<CellLook, { readonly font: number; readonly fill: number; readonly border: number; readonly align: string }>> = {
  plain: { font: 0, fill: 0, border: 0, align: 'vertical="top" wrapText="1"' },
  title: { font: 1, fill: 0, border: 0, align: 'horizontal="center" vertical="center"' },
  head: { font: 2, fill: 2, border: 1, align: 'horizontal="center" vertical="center" wrapText="1"' },
  body: { font: 0, fill: 0, border: 1, align: 'vertical="center" wrapText="1"' },
  centre: { font: 0, fill: 0, border: 1, align: 'horizontal="center" vertical="center" wrapText="1"' },
  wrong: { font: 3, fill: 3, border: 1, align: 'vertical="top" wrapText="1"' },
  remark: { font: 0, fill: 0, border: 0, align: 'vertical="center"' },
};

/** Number format 49 is `@`. The second half of the formats is the first with `quotePrefix`. */
const STYLES = ((): string => {
  const format = (look: CellLook, quoted: boolean): string => {
    const { font, fill, border, align } = FORMATS[look];
    return `<xf numFmtId="49" fontId="${font}" fillId="${fill}" borderId="${border}" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"${quoted ? ' quotePrefix="1"' : ''}><alignment ${align}/></xf>`;
  };
  const formats = [...LOOKS.map((look) => format(look, false)), ...LOOKS.map((look) => format(look, true))];
  return `${HEAD}<styleSheet xmlns="${MAIN}"><fonts count="${FONTS.length}">${FONTS.join('')}</fonts><fills count="${FILLS.length}">${FILLS.join('')}</fills><borders count="2"><border><left/><right/><top/><bottom/></border>${RULED}</borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${formats.length}">${formats.join('')}</cellXfs></styleSheet>`;
})();
