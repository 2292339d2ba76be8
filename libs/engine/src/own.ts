/** The entry under a key that came from outside; `constructor` and its like are nobody's key. */
export function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

/** Whether `id` is `step` (a stage key or a state id) or lies below it. */
export function isWithin(id: string, step: string): boolean {
  return id === step || id.startsWith(`${step}/`);
}

/** Orders strings by code unit, alike on every machine. */
export function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
