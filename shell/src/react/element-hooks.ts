// What the components of React have in common: properties, listeners and refs of the element that each of them is.

import { useEffect, useLayoutEffect, useRef, type ForwardedRef, type RefObject } from 'react';

type OwnRef<Own extends Element> = RefObject<Own | null>;

// On a server there is no layout, and React says so for every use.
export const useBeforePaint = globalThis.document ? useLayoutEffect : useEffect;

export function useProperty(element: OwnRef<Element>, name: string, value: unknown): void {
  const given = useRef<unknown>(undefined);
  useBeforePaint(() => {
    // Never given: a default is not a wish to have none.
    if (value === given.current || !element.current) return;
    given.current = value;
    Object.assign(element.current, { [name]: value ?? null });
  });
}

export function useListener(element: OwnRef<Element>, name: string, listener: ((event: Event) => void) | undefined): void {
  const latest = useRef(listener);
  useBeforePaint(() => {
    latest.current = listener;
  });
  useBeforePaint(() => {
    const card = element.current;
    const heard = (event: Event): void => {
      // A slotted card of the page's own is another one.
      if (event.target === card) latest.current?.(event);
    };
    card?.addEventListener(name, heard);
    return () => card?.removeEventListener(name, heard);
  }, [element, name]);
}

/** Gives the page's ref the element; what comes back takes it away again. */
export function passOn<Own extends Element>(ref: ForwardedRef<Own>, element: Own | null): (() => void) | undefined {
  if (typeof ref === 'function') {
    const end: unknown = ref(element);
    return typeof end === 'function' ? () => void end() : () => void ref(null);
  }
  if (!ref) return undefined;
  ref.current = element;
  return () => {
    ref.current = null;
  };
}
