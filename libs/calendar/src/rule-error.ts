/** What is wrong with a date, a length or an offset as written: returned, never thrown, so that a linter can collect them. */
export type DateRuleErrorCode =
  | 'date.empty'
  | 'date.unknown_form'
  | 'date.malformed_day'
  | 'date.no_such_day'
  | 'date.year_out_of_range'
  | 'date.malformed_time'
  | 'date.malformed_length'
  | 'date.unknown_unit'
  | 'date.length_out_of_range'
  | 'date.malformed_name'
  | 'date.window_reversed'
  | 'date.incomplete'
  | 'date.trailing';

export interface DateRuleError {
  readonly code: DateRuleErrorCode;
  readonly message: { readonly zh: string; readonly en: string };
  /** Offset into the text (UTF-16 units, from 0) at which it stops making sense. */
  readonly position: number;
  /** What was probably meant, ready to paste. */
  readonly suggestion?: string;
}

/** Inside the parsers only: carries a {@link DateRuleError} up to the door. */
class DateRuleProblem extends Error {
  constructor(readonly error: DateRuleError) {
    super(error.message.en);
    this.name = 'DateRuleProblem';
  }
}

export function fail(code: DateRuleErrorCode, position: number, zh: string, en: string, suggestion?: string): never {
  throw new DateRuleProblem({ code, message: { zh, en }, position, ...(suggestion === undefined ? {} : { suggestion }) });
}

/** Runs a parser and turns its problem into a value. */
export function attempt<T>(parse: () => T): T | DateRuleError {
  try {
    return parse();
  } catch (problem) {
    if (problem instanceof DateRuleProblem) return problem.error;
    throw problem;
  }
}

export function isDateRuleError(value: object): value is DateRuleError {
  return 'code' in value && 'position' in value;
}
