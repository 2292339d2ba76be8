export interface Asked {
  readonly params?: Readonly<Record<string, string | number>>;
  readonly query?: Readonly<Record<string, unknown>>;
}

/** Path with its parameters filled in and the query that was given. */
export function urlOf(path: string, { params = {}, query = {} }: Asked): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = params[name];
    if (value === undefined) throw new TypeError(`${path}: no ${name}`);
    return encodeURIComponent(value);
  });
  const given = Object.entries(query).flatMap(([name, value]) => (typeof value === 'string' || typeof value === 'number' ? [`${name}=${encodeURIComponent(value)}`] : []));
  return given.length > 0 ? `${filled}?${given.join('&')}` : filled;
}
