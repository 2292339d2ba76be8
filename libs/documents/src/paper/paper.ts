/**
 * What stands on a printed form, apart from how it is drawn: DOCX and PDF draw the same paper, so that order, headings
 * and values cannot differ. Everything is plain text; nothing in it is markup for anybody.
 */

export interface Paper {
  readonly title: string;
  /** The lines of the cover, each with one field or two. */
  readonly cover: readonly (readonly CoverField[])[];
  readonly sections: readonly Section[];
  readonly mark: Mark;
}

export interface CoverField {
  readonly label: string;
  readonly value: string;
}

export interface Section {
  /** As printed: 一、目标任务. */
  readonly title: string;
  readonly pieces: readonly Piece[];
}

export type Piece =
  /** A text of several paragraphs; `note` says what is asked for and how long it is. */
  | { readonly kind: 'text'; readonly note: string; readonly paragraphs: readonly string[] }
  /** One line: label and value. */
  | { readonly kind: 'field'; readonly label: string; readonly value: string }
  /** One person: rows of label and value, as the form draws them. */
  | { readonly kind: 'person'; readonly label: string; readonly rows: readonly (readonly CoverField[])[] }
  | { readonly kind: 'table'; readonly label: string; readonly columns: readonly Column[]; readonly rows: readonly (readonly string[])[] }
  | Opinion;

export interface Column {
  readonly label: string;
  /** Share of the width; the sum over the columns is 1. */
  readonly share: number;
  readonly align: 'left' | 'center' | 'right';
}

/** An opinion block: blank where nobody has written it yet. */
export interface Opinion {
  readonly kind: 'opinion';
  readonly paragraphs: readonly string[];
  /** Undefined where the block has no such place; empty where it is to be filled in by hand. */
  readonly signature?: string;
  /** Whether the record says that the paper bears the seal. */
  readonly seal?: boolean;
  /** 2016年3月10日, or empty. */
  readonly date?: string;
}

/** What every page says about itself. */
export interface Mark {
  /** Above the text at the left: 受理号 000001. */
  readonly reference: string;
  /** Absent on a draft: nothing was submitted that it could stand for. */
  readonly code?: string;
  /** Below the text: what the code covers. */
  readonly coverage: string;
  /** Across the page. */
  readonly watermark?: string;
}

/** A table of a roll (汇总表), to be sealed by who draws it. */
export interface TablePaper {
  readonly title: string;
  /** 单位（盖章）and who draws it. */
  readonly header: CoverField;
  /** Beside the header: 第1次上报 · 3件. */
  readonly remark: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly string[])[];
  readonly mark: Mark;
}
