// <PhoneProfile>: the element as a React component, for React 18 and 19. Attributes are rendered, also on a server;
// what no attribute can hold is set on the element, and events become props.

import { createElement, forwardRef, useEffect, useLayoutEffect, useRef } from 'react';
import { define } from './index.js';

const ATTRIBUTES = ['maxAge', 'expectedName', 'headingLevel'];
const PROPERTIES = ['profile', 'fetcher', 'strings'];
const EVENTS = { onRequest: 'request', onLoad: 'load', onError: 'error', onStateChange: 'statechange' };

// On a server there is no layout, and React says so for every use.
const useBeforePaint = globalThis.document ? useLayoutEffect : useEffect;

export const PhoneProfile = forwardRef(function PhoneProfile(props, ref) {
  const own = useRef(null);
  const { className, mask, endpoint, ...rest } = props;
  const attributes = {};
  for (const name in rest) {
    if (PROPERTIES.includes(name) || name in EVENTS) continue;
    attributes[ATTRIBUTES.includes(name) ? kebab(name) : name] = rest[name] ?? undefined;
  }

  useBeforePaint(() => {
    define();
    return pass(ref, own.current);
  }, [ref]);
  for (const name of PROPERTIES) useProperty(own, name, props[name]);
  for (const name in EVENTS) useListener(own, `phone-profile-${EVENTS[name]}`, props[name]);

  return createElement('phone-profile', {
    ...attributes,
    class: className,
    mask: mask ? '' : undefined,
    endpoint: endpoint == null ? undefined : `${endpoint}`,
    ref: own,
  });
});

function useProperty(element, name, value) {
  const given = useRef(undefined);
  useBeforePaint(() => {
    // Never given: a default is not a wish to have none.
    if (value === given.current) return;
    given.current = value;
    element.current[name] = value ?? null;
  });
}

function useListener(element, name, heard) {
  const latest = useRef(heard);
  useBeforePaint(() => {
    latest.current = heard;
  });
  useBeforePaint(() => {
    const at = element.current;
    const listener = (event) => {
      // A slotted card of the page's own is another one.
      if (event.target === at) latest.current?.(event);
    };
    at.addEventListener(name, listener);
    return () => at.removeEventListener(name, listener);
  }, [element, name]);
}

function pass(ref, element) {
  if (typeof ref === 'function') {
    const end = ref(element);
    return typeof end === 'function' ? end : () => ref(null);
  }
  if (!ref) return undefined;
  ref.current = element;
  return () => {
    ref.current = null;
  };
}

function kebab(name) {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
