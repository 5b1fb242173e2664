// One card in a popover beside a number: in the browser's top layer where it has one, on a high layer otherwise.
// Escape, a click elsewhere or the number's removal closes it; the keyboard's focus goes back to the number.

import { mount } from '../entries/index.js';
import type { MountOptions } from '../types/options.js';
import { isCall } from './numbers.js';
import css from './popover.css';

/** Between number and card, and between card and the window's edge, in pixels. */
const GAP = 8;

let count = 0;
let sheet: CSSStyleSheet | undefined;

export interface OpenPopover {
  readonly anchor: Element;
  readonly element: HTMLElement;
  /** Whether it goes when the pointer leaves. */
  readonly isByHover: boolean;
  /** Gives it the keyboard's focus. */
  enter(): void;
  close(): void;
}

/** Opens a card for `anchor`. With `takesFocus` it gets the keyboard's focus. `closed` is called once. */
export function openPopover(anchor: Element, options: MountOptions, takesFocus: boolean, closed: () => void): OpenPopover {
  const document = anchor.ownerDocument;
  const place = anchor.closest('dialog') ?? document.body; // what lies under an open dialog can't be used
  const element = document.createElement('div');
  const text = anchor.textContent?.trim() ?? '';
  count += 1;
  element.id = `phone-profile-${count}`;
  element.dataset['phoneProfile'] = 'popover';
  element.tabIndex = -1;
  element.setAttribute('role', 'dialog');
  element.setAttribute('aria-label', text || (options.number ?? ''));
  adoptSheet(anchor.getRootNode());
  if (place.getRootNode() !== anchor.getRootNode()) adoptSheet(place.getRootNode());
  place.appendChild(element);
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
    const hadFocus = element.contains(document.activeElement);
    element.remove();
    anchor.removeAttribute('aria-expanded');
    anchor.removeAttribute('aria-controls');
    if (hadFocus && anchor instanceof HTMLElement) anchor.focus({ preventScroll: true });
    closed();
  };

  const follow = (): void => {
    if (anchor.isConnected) moveTo(element, anchor.getBoundingClientRect(), document.documentElement);
    else close();
  };

  const resized = globalThis.ResizeObserver && new ResizeObserver(follow);
  if ('showPopover' in element) {
    // Manual: an "auto" one is gone before a click on the number that is to close it, which would open it anew.
    element.popover = 'manual';
    element.showPopover(anchor instanceof HTMLElement ? { source: anchor } : undefined);
  }
  const { signal } = end;
  document.addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Escape') return;
      // This key closes the card, and not the page's own dialog under it as well.
      event.preventDefault();
      event.stopPropagation();
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
  document.addEventListener('scroll', follow, { signal, capture: true, passive: true });
  document.defaultView?.addEventListener('resize', follow, { signal });
  resized?.observe(element);
  anchor.setAttribute('aria-expanded', 'true');
  anchor.setAttribute('aria-controls', element.id);
  follow();
  if (takesFocus) enter();
  return {
    anchor,
    element,
    get isByHover() {
      return isByHover;
    },
    enter,
    close,
  };
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
  element.style.left = `${within(left, width, window.clientWidth)}px`;
  element.style.top = `${within(top, height, window.clientHeight)}px`;
}

/** The number's own link, which a click no longer follows. */
function callLink(anchor: Element, text: string): HTMLElement {
  const href = anchor.getAttribute('href') ?? '';
  const link = anchor.ownerDocument.createElement('a');
  link.slot = 'actions';
  link.href = href;
  link.dataset['phoneProfile'] = 'call';
  link.textContent = `\u260e\ufe0e ${text || href.slice(4)}`;
  return link;
}

/** The popover's style sheet, in whichever document or shadow root it stands. */
function adoptSheet(root: Node): void {
  if (!(root instanceof Document || root instanceof ShadowRoot) || !root.adoptedStyleSheets) return;
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
  }
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}
