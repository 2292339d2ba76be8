/** Settings: every ambiguity with its answer, and the values that the answers set. */
import type { JsonValue } from '@shidian/engine';
import type { QuotaDefinition, SettingDefinition } from '../artefact.js';
import { meant } from '../diagnostics.js';
import { isMap } from '../layered-source.js';
import type { Compilation } from './compilation.js';

export interface Settings {
  readonly settings: Readonly<Record<string, SettingDefinition>>;
  readonly values: Readonly<Record<string, JsonValue>>;
}

export function compileSettings(compilation: Compilation): Settings {
  const settings: Record<string, SettingDefinition> = {};
  const values: Record<string, JsonValue> = {};
  for (const [key, setting] of Object.entries(compilation.program.settings ?? {})) {
    const { ask, answer, at, set, basis = 'document' } = setting;
    settings[key] = { ask, basis, ...(answer === undefined ? {} : { answer }), ...(at === undefined ? {} : { at }), ...(set === undefined ? {} : { set }) };
    for (const [name, value] of Object.entries(set ?? {})) {
      if (name in values) compilation.diagnostics.error('def.setting-twice', compilation.place(['settings', key, 'set', name], 'key'), `settings.${name} 设了两次`, `settings.${name} is set twice`);
      values[name] = value;
    }
    if (answer === undefined) {
      compilation.diagnostics.warning('def.ambiguity-unanswered', compilation.place(['settings', key], 'key'), `${key} 还没有答案：可以测试，不能发布`, `${key} has no answer yet: it may be tested, not published`);
    }
    if (at !== undefined) checkPlace(compilation, key, at);
  }
  return { settings, values };
}

/** `at:` must lead somewhere in this file, so that the answer can be looked up. */
function checkPlace(compilation: Compilation, key: string, at: string): void {
  let value = compilation.source.value;
  const gone: string[] = [];
  for (const step of at.split('.')) {
    const known = isMap(value) ? Object.keys(value) : [];
    const next = isMap(value) ? value[step] : undefined;
    gone.push(step);
    if (next === undefined) {
      compilation.diagnostics.error('def.setting-place', compilation.place(['settings', key, 'at']), `本文件没有 ${gone.join('.')}`, `This file has no ${gone.join('.')}`, meant(step, known));
      return;
    }
    value = next;
  }
}

export function compileQuotas(compilation: Compilation, values: Settings['values']): Readonly<Record<string, QuotaDefinition>> {
  const quotas: Record<string, QuotaDefinition> = {};
  for (const [key, quota] of Object.entries(compilation.program.quotas ?? {})) {
    const limit = typeof quota.limit === 'string' ? values[quota.limit.slice('settings.'.length)] : quota.limit;
    const written = typeof quota.limit === 'string' ? quota.limit : 'limit';
    if (typeof limit !== 'number' && (typeof limit !== 'object' || limit === null || Array.isArray(limit))) {
      compilation.diagnostics.error('def.quota-limit', compilation.place(['quotas', key, 'limit']), `${written} 没有设成数字`, `${written} is not set to a number`, meant(written, Object.keys(values).map((name) => `settings.${name}`)));
      continue;
    }
    quotas[key] = { counts: quota.counts, over: quota.over ?? 'program', per: quota.per, limit: limit as number | Record<string, number> };
  }
  return quotas;
}
