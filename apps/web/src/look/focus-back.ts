import { useEffect, useRef, useState, type RefObject } from 'react';

interface FocusBack<T extends HTMLElement> {
  /** What tells of the act; it takes the focus, since the button that led to the act may be gone with it. */
  readonly told: RefObject<T | null>;
  readonly opened: () => void;
  readonly closed: (acted: boolean) => void;
}

/** After a dialog the focus goes on where it left off: to the button that opened it or, once it is done, to what tells of it. */
export function useFocusBack<T extends HTMLElement>(): FocusBack<T> {
  const told = useRef<T>(null);
  const opener = useRef<Element | null>(null);
  const [end, setEnd] = useState<{ readonly acted: boolean }>();
  useEffect(() => {
    if (end === undefined) return;
    const to = end.acted ? told.current : opener.current;
    if (to instanceof HTMLElement) to.focus();
  }, [end]);
  return {
    told,
    opened: () => {
      opener.current = document.activeElement;
    },
    closed: (acted) => {
      setEnd({ acted });
    },
  };
}
