// <PhoneProfile>: the element as a React component, for React 18 and 19. Attributes are rendered, also on a server;
// what no attribute can hold is set on the element, and events become props.

import {
  createElement,
  forwardRef,
  useEffect,
  useLayoutEffect,
  useRef,
  type ForwardedRef,
  type ForwardRefExoticComponent,
  type HTMLAttributes,
  type RefAttributes,
  type RefObject,
} from 'react';
import { define, type MountOptions, type PhoneProfileElement, type PhoneProfileEvent } from '../entries/index.js';

/** The options of a card, its events, and whatever any element takes. */
export interface PhoneProfileProps
  extends MountOptions,
    Omit<HTMLAttributes<PhoneProfileElement>, keyof MountOptions | 'onLoad' | 'onError'> {
  /** Before any request. `preventDefault()` keeps it from being made. */
  onRequest?: (event: PhoneProfileEvent) => void;
  /** A lookup has given an answer, registered or not: it is on `event.target.profile`. */
  onLoad?: (event: PhoneProfileEvent) => void;
  /** A lookup has failed; `event.detail.code` says why. */
  onError?: (event: PhoneProfileEvent) => void;
  /** The state has changed. */
  onStateChange?: (event: PhoneProfileEvent) => void;
}

/** Props whose attributes have other names. */
const ATTRIBUTES: Record<string, string> = {
  maxAge: 'max-age',
  expectedName: 'expected-name',
  headingLevel: 'heading-level',
};
const PROPERTIES = ['profile', 'fetcher', 'strings'] as const;
const EVENTS = {
  onRequest: 'phone-profile-request',
  onLoad: 'phone-profile-load',
  onError: 'phone-profile-error',
  onStateChange: 'phone-profile-statechange',
} as const;
const EVENT_PROPS = Object.keys(EVENTS) as (keyof typeof EVENTS)[];

type OwnRef = RefObject<PhoneProfileElement | null>;

// On a server there is no layout, and React says so for every use.
const useBeforePaint = globalThis.document ? useLayoutEffect : useEffect;

/** `<phone-profile>` as a React component. Registers the element when it is first shown. */
export const PhoneProfile: ForwardRefExoticComponent<PhoneProfileProps & RefAttributes<PhoneProfileElement>> = forwardRef<
  PhoneProfileElement,
  PhoneProfileProps
>(function PhoneProfile(props, ref) {
  const own = useRef<PhoneProfileElement>(null);
  useBeforePaint(() => {
    define();
    return passOn(ref, own.current);
  }, [ref]);
  for (const name of PROPERTIES) useProperty(own, name, props[name]);
  for (const name of EVENT_PROPS) useListener(own, EVENTS[name], props[name]);
  // The element tells its state in attributes that no server has rendered.
  return createElement('phone-profile', { suppressHydrationWarning: true, ...attributesOf(props), ref: own });
});

function attributesOf(props: PhoneProfileProps): Record<string, unknown> {
  const { className, mask, about, showSignals, endpoint, ...others } = props;
  const attributes: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(others)) {
    if (name in EVENTS || PROPERTIES.some((property) => property === name)) continue;
    attributes[ATTRIBUTES[name] ?? name] = value ?? undefined;
  }
  return {
    ...attributes,
    class: className,
    // React 18 would write "false", which counts as set.
    mask: mask ? '' : undefined,
    about: about ? '' : undefined,
    'show-signals': showSignals ? '' : undefined,
    endpoint: endpoint == null ? undefined : `${endpoint}`,
  };
}

function useProperty(element: OwnRef, name: (typeof PROPERTIES)[number], value: unknown): void {
  const given = useRef<unknown>(undefined);
  useBeforePaint(() => {
    // Never given: a default is not a wish to have none.
    if (value === given.current || !element.current) return;
    given.current = value;
    Object.assign(element.current, { [name]: value ?? null });
  });
}

function useListener(
  element: OwnRef,
  name: (typeof EVENTS)[keyof typeof EVENTS],
  listener: ((event: PhoneProfileEvent) => void) | undefined,
): void {
  const latest = useRef(listener);
  useBeforePaint(() => {
    latest.current = listener;
  });
  useBeforePaint(() => {
    const card = element.current;
    const heard = (event: PhoneProfileEvent): void => {
      // A slotted card of the page's own is another one.
      if (event.target === card) latest.current?.(event);
    };
    card?.addEventListener(name, heard);
    return () => card?.removeEventListener(name, heard);
  }, [element, name]);
}

/** Gives the page's ref the element; what comes back takes it away again. */
function passOn(ref: ForwardedRef<PhoneProfileElement>, element: PhoneProfileElement | null): (() => void) | undefined {
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
