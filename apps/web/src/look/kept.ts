import { useCallback, useState } from 'react';

/** What is typed, kept in this tab also over a reload, until it is forgotten. Nothing of it leaves the browser. */
export function useKept<T>(name: string, first: T): readonly [T, (value: T) => void, () => void] {
  const key = `shidian.kept.${name}`;
  const [value, setValue] = useState<T>(() => {
    try {
      const kept = sessionStorage.getItem(key);
      return kept === null ? first : (JSON.parse(kept) as T);
    } catch {
      return first;
    }
  });
  const keep = useCallback(
    (next: T) => {
      setValue(next);
      try {
        sessionStorage.setItem(key, JSON.stringify(next));
      } catch {
        // Full, or forbidden: then it is kept until the page is left.
      }
    },
    [key],
  );
  const forget = useCallback(() => {
    sessionStorage.removeItem(key);
  }, [key]);
  return [value, keep, forget];
}
