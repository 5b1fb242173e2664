// <PhoneProfileList>: the list as a React component, for React 18 and 19. Attributes are rendered, also on a server; what no
// attribute can hold is set on the element, and events become props.

import { createElement, forwardRef, useRef, type ForwardRefExoticComponent, type HTMLAttributes, type RefAttributes } from 'react';
import type { Strings } from '../entries/index.js';
import {
  defineList,
  type PhoneProfileListColumn,
  type PhoneProfileListElement,
  type PhoneProfileListEventMap,
  type PhoneProfileListFilter,
  type PhoneProfileListRow,
  type PhoneProfileListSort,
  type PhoneProfileListStrings,
} from '../entries/list.js';
import { passOn, useBeforePaint, useListener, useProperty } from './element-hooks.js';

/** The options of a list, its events, and whatever any element takes. */
export interface PhoneProfileListProps extends Omit<HTMLAttributes<PhoneProfileListElement>, 'onSelect' | 'onError' | 'onProgress'> {
  rows?: readonly (PhoneProfileListRow | object | string)[] | null;
  columns?: readonly PhoneProfileListColumn[] | null;
  selected?: readonly number[] | null;
  sort?: PhoneProfileListSort | null;
  filter?: string | PhoneProfileListFilter | null;
  fetcher?: typeof fetch | null;
  strings?: Partial<Strings & PhoneProfileListStrings> | null;
  lookup?: 'visible' | 'all' | 'none';
  selectable?: boolean;
  endpoint?: string | URL | null;
  region?: string | null;
  theme?: 'auto' | 'light' | 'dark';
  maxAge?: number | null;
  picture?: 'show' | 'hide';
  mask?: boolean;
  purpose?: string | null;
  headingLevel?: 2 | 3 | 4 | 5 | 6 | 'none' | null;
  /** Before any request. `preventDefault()` keeps it from being made. */
  onRequest?: (event: PhoneProfileListEventMap['phone-profile-request']) => void;
  /** Answers or failures have come. */
  onProgress?: (event: PhoneProfileListEventMap['phone-profile-list-progress']) => void;
  /** Something stands in the way of all lookups. */
  onError?: (event: PhoneProfileListEventMap['phone-profile-list-error']) => void;
  /** The person has selected rows, or taken that back. */
  onSelect?: (event: PhoneProfileListEventMap['phone-profile-list-select']) => void;
  /** The person has opened a row. */
  onOpen?: (event: PhoneProfileListEventMap['phone-profile-list-open']) => void;
}

/** Props whose attributes have other names. */
const ATTRIBUTES: Record<string, string> = { maxAge: 'max-age', headingLevel: 'heading-level', className: 'class' };
const PROPERTIES = ['rows', 'columns', 'selected', 'sort', 'filter', 'fetcher', 'strings'] as const;
const EVENTS = {
  onRequest: 'phone-profile-request',
  onProgress: 'phone-profile-list-progress',
  onError: 'phone-profile-list-error',
  onSelect: 'phone-profile-list-select',
  onOpen: 'phone-profile-list-open',
} as const;
const EVENT_PROPS = Object.keys(EVENTS) as (keyof typeof EVENTS)[];

/** `<phone-profile-list>` as a React component. Registers the element when it is first shown. */
export const PhoneProfileList: ForwardRefExoticComponent<PhoneProfileListProps & RefAttributes<PhoneProfileListElement>> = forwardRef<
  PhoneProfileListElement,
  PhoneProfileListProps
>(function PhoneProfileList(props, ref) {
  const own = useRef<PhoneProfileListElement>(null);
  useBeforePaint(() => {
    defineList();
    return passOn(ref, own.current);
  }, [ref]);
  for (const name of PROPERTIES) useProperty(own, name, props[name]);
  for (const name of EVENT_PROPS) useListener(own, EVENTS[name], props[name] as ((event: Event) => void) | undefined);
  return createElement('phone-profile-list', { ...attributesOf(props), ref: own });
});

function attributesOf(props: PhoneProfileListProps): Record<string, unknown> {
  const attributes: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(props)) {
    if (name in EVENTS || PROPERTIES.some((property) => property === name)) continue;
    attributes[ATTRIBUTES[name] ?? name] = value ?? undefined;
  }
  const { selectable, mask, endpoint } = props;
  return {
    ...attributes,
    // React 18 would write "false", which counts as set.
    selectable: selectable ? '' : undefined,
    mask: mask ? '' : undefined,
    endpoint: endpoint == null ? undefined : `${endpoint}`,
  };
}
