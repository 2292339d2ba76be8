/**
 * Type and page after GB/T 9704-2012: A4, text area 156 mm × 225 mm, 仿宋 text, 黑体 headings. The fonts are named, not
 * embedded: offices have them, and a document that is to be written on must not carry a part of a font.
 */
import { BorderStyle, convertMillimetersToTwip, type IRunOptions, type ITableBordersOptions } from 'docx';

const LATIN = 'Times New Roman';
const face = (eastAsia: string): NonNullable<IRunOptions['font']> => ({ ascii: LATIN, hAnsi: LATIN, cs: LATIN, eastAsia });

export const FANGSONG = face('仿宋');
export const SONG = face('宋体');
export const HEI = face('黑体');

/** Half-points. */
export const SIZE = { cover: 52, heading: 32, coverField: 32, text: 28, cell: 21, note: 21, small: 18, tiny: 15 } as const;

/** Twips. */
export const MARGIN = { top: convertMillimetersToTwip(37), left: convertMillimetersToTwip(28), right: convertMillimetersToTwip(26), bottom: convertMillimetersToTwip(35) } as const;
export const TEXT_WIDTH = convertMillimetersToTwip(156);

const line = { style: BorderStyle.SINGLE, size: 4, color: '000000' } as const;
const none = { style: BorderStyle.NONE, size: 0, color: 'auto' } as const;

export const RULED: ITableBordersOptions = { top: line, bottom: line, left: line, right: line, insideHorizontal: line, insideVertical: line };
export const UNRULED: ITableBordersOptions = { top: none, bottom: none, left: none, right: none, insideHorizontal: none, insideVertical: none };
export const UNDERLINED = { top: none, left: none, right: none, bottom: line } as const;
export const NO_LINES = { top: none, left: none, right: none, bottom: none } as const;
