// One card in a popover beside a number: in the browser's top layer where it has one, on a high layer otherwise.
// Closed by Escape, by a click elsewhere, or with its number; the keyboard's place goes back to where it came from.

import { mount } from './index.js';

const css = `
[data-phone-profile='popover'] {
  position: fixed;
  inset: auto;
  z-index: 2147483647;
  box-sizing: border-box;
  width: min(360px, calc(100vw - 16px));
  margin: 0;
  padding: 0;
  border: 0;
  border-radius: 16px;
  outline: none;
  overflow: visible;
  background: none;
  box-shadow: 0 8px 28px rgb(0 0 0 / 22%);
}
[data-phone-profile='popover'] > phone-profile { max-width: none; }
`;

/** Between number and card, and between card and the window's edge, in pixels. */
const GAP = 8;

let count = 0;
let sheet;

/**
 * Opens a card for `anchor`, and gives `{ anchor, element, byHover, enter(), close() }`. With `focused` it takes the
 * keyboard's place. `closed` is called once, however it comes to its end.
 */
export function openPopover(anchor, options, focused, closed) {
  const document = anchor.ownerDocument;
  const place = anchor.closest('dialog') ?? document.body; // what lies under an open dialog can't be used
  const element = document.createElement('div');
  element.id = `phone-profile-${(count += 1)}`;
  element.dataset.phoneProfile = 'popover';
  element.tabIndex = -1;
  element.setAttribute('role', 'dialog');
  element.setAttribute('aria-label', anchor.textContent.trim() || options.number);
  style(anchor.getRootNode());
  if (place.getRootNode() !== anchor.getRootNode()) style(place.getRootNode());
  place.appendChild(element);
  const { element: card } = mount(element, options);
  const call = callLink(anchor);
  if (call) card.appendChild(call);

  const end = new AbortController();
  const listen = (target, name, heard, capture = false) =>
    target.addEventListener(name, heard, { signal: end.signal, capture, passive: name === 'scroll' });
  const shown = { anchor, element, byHover: !focused, enter, close };

  function enter() {
    shown.byHover = false;
    element.focus({ preventScroll: true });
  }

  function close() {
    if (end.signal.aborted) return;
    end.abort();
    resized?.disconnect();
    const had = element.contains(document.activeElement);
    element.remove();
    anchor.removeAttribute('aria-expanded');
    anchor.removeAttribute('aria-controls');
    if (had) anchor.focus({ preventScroll: true });
    closed();
  }

  const follow = () => {
    if (anchor.isConnected) put(element, anchor.getBoundingClientRect(), document.documentElement);
    else close();
  };
  const resized = globalThis.ResizeObserver && new ResizeObserver(follow);
  if (element.showPopover) {
    // Manual: an "auto" one is gone before a click on the number that is to close it, which would open it anew.
    element.popover = 'manual';
    element.showPopover({ source: anchor });
  }
  listen(document, 'keydown', (event) => {
    if (event.key !== 'Escape') return;
    // This key closes the card, and not the page's own dialog under it as well.
    event.preventDefault();
    event.stopPropagation();
    close();
  }, true);
  listen(document, 'pointerdown', (event) => {
    const path = event.composedPath();
    // A click on the number itself is its own business.
    if (!path.includes(element) && !path.includes(anchor)) close();
  }, true);
  listen(document, 'scroll', follow, true);
  listen(document.defaultView, 'resize', follow);
  resized?.observe(element);
  anchor.setAttribute('aria-expanded', 'true');
  anchor.setAttribute('aria-controls', element.id);
  follow();
  if (focused) enter();
  return shown;
}

/** Below the number, or above it where that has more room; never beyond the window. */
function put(element, at, window) {
  const { offsetWidth: width, offsetHeight: height } = element;
  const below = window.clientHeight - at.bottom;
  const isBelow = below >= height + GAP || below >= at.top;
  const top = isBelow ? at.bottom + GAP : at.top - GAP - height;
  const isRightToLeft = getComputedStyle(window).direction === 'rtl';
  const left = isRightToLeft ? at.right - width : at.left;
  const within = (value, size, room) => Math.max(GAP, Math.min(value, room - size - GAP));
  element.style.left = `${within(left, width, window.clientWidth)}px`;
  element.style.top = `${within(top, height, window.clientHeight)}px`;
}

/** The number's own link, which a click no longer follows. */
function callLink(anchor) {
  const href = anchor.getAttribute('href');
  if (!/^tel:/i.test(href ?? '')) return undefined;
  const link = anchor.ownerDocument.createElement('a');
  link.slot = 'actions';
  link.href = href;
  link.dataset.phoneProfile = 'call';
  link.textContent = `\u260e\ufe0e ${anchor.textContent.trim() || href.slice(4)}`;
  return link;
}

/** The popover's sheet, in whichever document or shadow root it stands. */
function style(root) {
  if (!root.adoptedStyleSheets) return;
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
  }
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}
