// One card in a popover beside a number: in the browser's top layer where it has one, on a high layer otherwise, and in
// the dialog that the number stands in. Escape, a click elsewhere, the dialog's end or the number's removal closes it; the
// keyboard's focus goes back to the number.

import { mount } from '../entries/index.js';
import type { MountOptions } from '../types/options.js';
import { isCall } from './numbers.js';
import { placeFor } from './place.js';
import { adoptSheet } from './popover-sheet.js';

/** Between number and card, and between card and the window's edge, in pixels. */
const GAP = 8;

/** The attributes of a number whose card is open. */
export const OPEN_MARKS = ['aria-expanded', 'aria-controls'];

let count = 0;

export interface OpenPopover {
  readonly anchor: Element;
  readonly element: HTMLElement;
  /** Whether it goes when the pointer leaves. */
  readonly isByHover: boolean;
  /** Gives it the keyboard's focus. */
  enter(): void;
  /** False where the page has taken it, or the number's marks, away. */
  isInPlace(): boolean;
  putBack(): void;
  close(): void;
}

/** Opens a card for `anchor`. With `takesFocus` it gets the keyboard's focus. `closed` is called once. */
export function openPopover(anchor: Element, options: MountOptions, takesFocus: boolean, closed: () => void): OpenPopover {
  const document = anchor.ownerDocument;
  const place = placeFor(anchor);
  const element = document.createElement('div');
  const text = anchor.textContent?.trim() ?? '';
  count += 1;
  element.id = `phone-profile-${count}`;
  element.dataset['phoneProfile'] = 'popover';
  element.tabIndex = -1;
  element.setAttribute('role', 'dialog');
  element.setAttribute('aria-label', text || (options.number ?? ''));
  adoptSheet(place, element);
  const { element: card } = mount(element, options);
  if (isCall(anchor)) card.appendChild(callLink(anchor, text));

  const end = new AbortController();
  let isByHover = !takesFocus;

  const enter = (): void => {
    isByHover = false;
    element.focus({ preventScroll: true });
  };

  const close = (): void => {
    if (end.signal.aborted) return;
    end.abort();
    resized?.disconnect();
    dialogChanged.disconnect();
    const hadFocus = element.contains(document.activeElement);
    element.remove();
    for (const name of OPEN_MARKS) anchor.removeAttribute(name);
    if (hadFocus) (anchor as Partial<HTMLElement>).focus?.({ preventScroll: true });
    closed();
  };

  const follow = (): void => {
    if (anchor.isConnected && isShown(element)) moveTo(element, anchor.getBoundingClientRect(), document.documentElement);
    else close();
  };

  /** Where it belongs, and open. */
  const put = (): void => {
    anchor.setAttribute('aria-expanded', 'true');
    anchor.setAttribute('aria-controls', element.id);
    if (element.parentNode === place) return;
    place.appendChild(element);
    if (!('showPopover' in element)) return;
    // Manual: an "auto" one is gone before a click on the number that is to close it, which would open it anew.
    element.popover = 'manual';
    element.showPopover('focus' in anchor ? { source: anchor as HTMLElement } : undefined);
  };

  const resized = globalThis.ResizeObserver && new ResizeObserver(follow);
  // Libraries hide a dialog by its attributes. Its removal, or its having no box any more, is seen by the size.
  const dialogChanged = new MutationObserver(follow);
  put();
  const { signal } = end;
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
  for (const name of ['scroll', 'focusin', 'transitionend']) document.addEventListener(name, follow, { signal, capture: true, passive: true });
  document.defaultView?.addEventListener('resize', follow, { signal });
  resized?.observe(element);
  if (place !== document.body) dialogChanged.observe(place, { attributes: true });
  follow();
  if (takesFocus) enter();
  return {
    anchor,
    element,
    get isByHover() {
      return isByHover;
    },
    enter,
    isInPlace: () => element.parentNode === place && OPEN_MARKS.every((name) => anchor.hasAttribute(name)),
    putBack: put,
    close,
  };
}

/** A dialog that is hidden hides what is in it. */
function isShown(element: Element): boolean {
  return element.getClientRects().length > 0 && getComputedStyle(element).visibility !== 'hidden';
}

/** Below the number, or above it where that has more room; never beyond the window. */
function moveTo(element: HTMLElement, at: DOMRect, window: HTMLElement): void {
  const { offsetWidth: width, offsetHeight: height } = element;
  const below = window.clientHeight - at.bottom;
  const isBelow = below >= height + GAP || below >= at.top;
  const top = isBelow ? at.bottom + GAP : at.top - GAP - height;
  const isRightToLeft = getComputedStyle(window).direction === 'rtl';
  const left = isRightToLeft ? at.right - width : at.left;
  const within = (value: number, size: number, room: number): number => Math.max(GAP, Math.min(value, room - size - GAP));
  const wanted = { left: within(left, width, window.clientWidth), top: within(top, height, window.clientHeight) };
  element.style.left = `${wanted.left}px`;
  element.style.top = `${wanted.top}px`;
  // Below the top layer, a dialog that is moved by a transform counts from its own corner.
  const box = element.getBoundingClientRect();
  if (box.left !== wanted.left) element.style.left = `${2 * wanted.left - box.left}px`;
  if (box.top !== wanted.top) element.style.top = `${2 * wanted.top - box.top}px`;
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
