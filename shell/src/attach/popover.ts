// One card in a popover beside a number: in the browser's top layer where it has one, on a high layer otherwise, and in
// the dialog that the number stands in. Escape, a click or the focus elsewhere, the dialog's end or the number's removal
// closes it; the keyboard's focus goes back to the number.

import { mount, type PhoneProfileElement } from '../entries/index.js';
import { followScheme, markedScheme, stopFollowingScheme } from '../styles/scheme.js';
import type { MountOptions } from '../types/options.js';
import { isolated } from './isolates.js';
import { isCall, visibleText } from './numbers.js';
import { placeFor } from './place.js';
import { keepBeside, type Position, type PositionOptions } from './position.js';
import { addStyle, adoptSheet } from './sheet.js';

/** The name of the card is told by these. */
const NEWS = ['phone-profile-statechange', 'phone-profile-load'];

let count = 0;

export interface PopoverOptions extends PositionOptions {
  readonly card: MountOptions;
  /** What of the card is left out. */
  readonly hide: readonly string[];
  /** Whether it gets the keyboard's focus. Otherwise it goes when the pointer leaves. */
  readonly takesFocus: boolean;
  /** Called once. */
  closed(): void;
}

export interface OpenPopover {
  readonly anchor: Element;
  readonly element: HTMLElement;
  readonly card: PhoneProfileElement;
  /** Whether it goes when the pointer leaves. */
  readonly isByHover: boolean;
  /** Gives it the keyboard's focus. */
  enter(): void;
  /** False where the page has taken it away. */
  isInPlace(): boolean;
  putBack(): void;
  close(): void;
}

/** Opens a card for `anchor`. `control` is what the focus goes back to. */
export function openPopover(anchor: Element, control: Element, options: PopoverOptions): OpenPopover {
  const document = anchor.ownerDocument;
  const place = placeFor(anchor);
  const element = document.createElement('div');
  const text = visibleText(anchor);
  count += 1;
  element.id = `phone-profile-${count}`;
  element.dataset['phoneProfile'] = 'popover';
  element.dataset['hide'] = options.hide.join(' ');
  element.tabIndex = -1;
  element.setAttribute('role', 'dialog');
  if (!adoptSheet(place)) addStyle(element);
  // Somebody has asked for this one.
  const { element: card } = mount(element, { announce: 'always', ...options.card });
  if (isCall(anchor)) card.appendChild(callLink(anchor, text));

  // It stands elsewhere in the page, and is as the number's own part of it.
  followScheme(element, () => (element.style.colorScheme = markedScheme(anchor) ?? getComputedStyle(anchor).colorScheme));

  const end = new AbortController();
  const { signal } = end;
  let isByHover = !options.takesFocus;
  let position: Position | undefined;

  const nameIt = (): void => element.setAttribute('aria-label', card.profile?.name || isolated(text || (options.card.number ?? '')));

  const enter = (): void => {
    isByHover = false;
    element.focus({ preventScroll: true });
  };

  const close = (): void => {
    if (signal.aborted) return;
    end.abort();
    position?.end();
    stopFollowingScheme(element);
    resized?.disconnect();
    dialogChanged.disconnect();
    const hadFocus = element.contains(document.activeElement);
    element.remove();
    if (hadFocus) (control as Partial<HTMLElement>).focus?.({ preventScroll: true });
    options.closed();
  };

  /** One that the pointer has opened must not lie over what the keyboard is at. */
  const isFree = (): boolean => !isByHover || !covers(element, anchor);

  const hasControls = (): boolean =>
    [element, card.shadowRoot].some((root) => root?.querySelector('a[href], button:enabled'));

  const look = (): void => {
    if (!anchor.isConnected || !isShown(element)) return close();
    position?.check();
    // What scrolls can be reached by keys: by what is in it, else itself. Never both: in WebKit, Tab goes from a popover
    // that is one of its stops past all that is in it.
    element.tabIndex = element.scrollHeight > element.clientHeight && !hasControls() ? 0 : -1;
  };

  /** Where it belongs, and open. */
  const put = (): void => {
    if (element.parentNode === place) return;
    place.appendChild(element);
    if (!('showPopover' in element)) return;
    // Manual: an "auto" one is gone before a click on the number that is to close it, which would open it anew.
    element.popover = 'manual';
    // Its source is what it is placed beside, and what it follows in the order of Tab.
    element.showPopover(isHtml(control) ? { source: control } : undefined);
  };

  const focusMoved = (event: Event): void => {
    const path = event.composedPath();
    const [target] = path as Element[];
    // Not where a trap has called it back to the dialog around.
    if (!path.includes(element) && !path.includes(anchor) && !target?.contains?.(element)) close();
  };

  const resized = globalThis.ResizeObserver && new ResizeObserver(look);
  // Libraries hide a dialog by its attributes. Its removal, or its having no box any more, is seen by the size.
  const dialogChanged = new MutationObserver(look);
  nameIt();
  put();
  position = keepBeside(anchor, element, options, { isFree, isNowhere: close });
  for (const name of NEWS) element.addEventListener(name, nameIt, { signal });
  // At the window, before a dialog's own listener at the document: this key closes the card, and not the dialog as well.
  document.defaultView?.addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      event.stopImmediatePropagation();
      close();
    },
    { signal, capture: true },
  );
  document.addEventListener(
    'pointerdown',
    (event) => {
      const path = event.composedPath();
      // A click on the number itself is handled by attach().
      if (!path.includes(element) && !path.includes(anchor)) close();
    },
    { signal, capture: true },
  );
  // A move within one shadow root is heard in that root alone.
  for (const root of new Set([document, anchor.getRootNode()])) root.addEventListener('focusin', focusMoved, { signal, capture: true });
  for (const name of ['scroll', 'transitionend']) document.addEventListener(name, look, { signal, capture: true, passive: true });
  document.defaultView?.addEventListener('resize', look, { signal });
  if (!signal.aborted) {
    resized?.observe(element);
    if (place !== document.body) dialogChanged.observe(place, { attributes: true });
    look();
  }
  if (options.takesFocus && !signal.aborted) enter();
  return {
    anchor,
    element,
    card,
    get isByHover() {
      return isByHover;
    },
    enter,
    isInPlace: () => element.parentNode === place,
    putBack: put,
    close,
  };
}

/** Only these can be a popover's source. By its name: it may be of another realm. */
function isHtml(element: Element): element is HTMLElement {
  return element.namespaceURI === 'http://www.w3.org/1999/xhtml';
}

/** A dialog that is hidden hides what is in it. */
function isShown(element: Element): boolean {
  return element.getClientRects().length > 0 && getComputedStyle(element).visibility !== 'hidden';
}

/** Whether it lies over what has the keyboard's focus. Something larger than itself it can't hide. */
function covers(element: Element, anchor: Element): boolean {
  let focused = element.ownerDocument.activeElement;
  while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
  if (!focused || focused.contains(anchor) || anchor.contains(focused) || element.contains(focused)) return false;
  const [a, b] = [element.getBoundingClientRect(), focused.getBoundingClientRect()];
  if (b.width > a.width && b.height > a.height) return false;
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/** The number's own link, which a click no longer follows. Numbers are read from left to right in every language. */
function callLink(anchor: Element, text: string): HTMLElement {
  const { ownerDocument: document } = anchor;
  const href = anchor.getAttribute('href') ?? '';
  const label = text || href.slice(4);
  const link = document.createElement('a');
  link.slot = 'actions';
  link.href = href;
  link.dataset['phoneProfile'] = 'call';
  const words = document.createElement('bdi');
  words.textContent = label;
  if (!/\p{Letter}/u.test(label)) words.dir = 'ltr';
  link.replaceChildren('\u260e\ufe0e ', words);
  return link;
}
