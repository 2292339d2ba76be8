import { WrongUsage } from '../failure.js';

/** What the parser gives for one option: nothing, a switch, one value or several. */
type Raw = unknown;

/** Values of the options of one call, read by kind. */
export class Options {
  constructor(private readonly values: Readonly<Record<string, Raw>>) {}

  flag(name: string): boolean {
    return this.values[camel(name)] === true;
  }

  text(name: string): string | undefined {
    const all = this.texts(name);
    if (all.length > 1) throw new WrongUsage({ zh: `--${name} 只能写一次`, en: `--${name} may be given once only` });
    return all[0];
  }

  texts(name: string): readonly string[] {
    const value = this.values[camel(name)];
    const list: readonly unknown[] = Array.isArray(value) ? value : [value];
    return list.filter((item) => typeof item === 'string');
  }

  /** A whole number from 1. */
  count(name: string): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const value = Number(text);
    if (!Number.isSafeInteger(value) || value < 1) {
      throw new WrongUsage({ zh: `--${name} 要一个正整数，不是“${text}”`, en: `--${name} takes a positive whole number, not "${text}"` });
    }
    return value;
  }

  /** `--date a="…" --date b="…"` as a map. */
  pairs(name: string): Readonly<Record<string, string>> {
    return Object.fromEntries(
      this.texts(name).map((text) => {
        const equals = text.indexOf('=');
        if (equals < 1) {
          throw new WrongUsage({ zh: `--${name} 要写成 名称=值，不是“${text}”`, en: `--${name} takes name=value, not "${text}"` });
        }
        return [text.slice(0, equals).trim(), text.slice(equals + 1).trim()];
      }),
    );
  }
}

function camel(name: string): string {
  return name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
