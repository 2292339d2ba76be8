import type { ChartDefinition, Instant, JsonValue, Words } from '@shidian/engine';
import type { Artefact } from '@shidian/definition';

/** Zone of every program: the type says that there is one. */
export const zone: Artefact['zone'] = 'Asia/Shanghai';

export const iso = (at: Instant): string => new Date(at).toISOString();

export const isoOrNull = (at: Instant | null | undefined): string | null => (at === null || at === undefined ? null : iso(at));

/** Both languages; English repeats Chinese where nobody translated it. */
export const words = (text: Words): { zh: string; en: string } => ({ zh: text.zh, en: text.en ?? text.zh });

/** JSON as zod writes the type: the same values, not read-only. */
export type WireJson = string | number | boolean | null | WireJson[] | { [key: string]: WireJson };
export const json = (value: JsonValue): WireJson => value as WireJson;
export const jsonObject = (value: Readonly<Record<string, JsonValue>>): { [key: string]: WireJson } => value as { [key: string]: WireJson };

/** States in words. One that the chart does not know, of an older definition, is its own name. */
export function states(chart: ChartDefinition | undefined, ids: readonly string[]): { id: string; name: { zh: string; en: string }; stage: string }[] {
  return ids.map((id) => {
    const info = chart && Object.hasOwn(chart.states, id) ? chart.states[id] : undefined;
    return { id, name: words(info?.name ?? { zh: id }), stage: info?.stage ?? id.split('/')[0] ?? '' };
  });
}
