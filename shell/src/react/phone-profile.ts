// <PhoneProfile>: the element as a React component, for React 18 and 19. Attributes are rendered, also on a server;
// what no attribute can hold is set on the element, and events become props.

import { createElement, forwardRef, useRef, type ForwardRefExoticComponent, type HTMLAttributes, type RefAttributes } from 'react';
import { define, type MountOptions, type PhoneProfileElement, type PhoneProfileEvent } from '../entries/index.js';
import { passOn, useBeforePaint, useListener, useProperty } from './element-hooks.js';

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
  for (const name of EVENT_PROPS) useListener(own, EVENTS[name], props[name] as ((event: Event) => void) | undefined);
  // The element tells its state in attributes that no server has rendered.
  return createElement('phone-profile', { suppressHydrationWarning: true, ...attributesOf(props), ref: own });
});

function attributesOf(props: PhoneProfileProps): Record<string, unknown> {
  const { className, mask, about, showSignals, showBusiness, endpoint, ...others } = props;
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
    'show-business': showBusiness ? '' : undefined,
    endpoint: endpoint == null ? undefined : `${endpoint}`,
  };
}
