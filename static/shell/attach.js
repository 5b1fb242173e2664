// attach(): a face on every phone number that a page already shows. Listens at the root, so that numbers which come
// later are covered too, and marks each one for keyboards and screen readers. Everything goes back at detach().

import { define } from './index.js';
import { avatarBeside } from './inline-avatar.js';
import { openPopover } from './popover.js';

const SELECTOR = 'a[href^="tel:"], [data-phone]';
/** How long the pointer rests on a number before that counts as a wish: a card is a paid lookup. */
const HOVER_MS = 500;
/** How long it may be on its way from the number to the card. */
const LEAVE_MS = 300;
const CHOICES = { trigger: ['click', 'hover'], inline: ['none', 'avatar'] };
const OURS = 'phone-profile, [data-phone-profile]';

export function attach(root, options) {
  const { selector, trigger, inline, card } = read(root, options);
  const end = new AbortController();
  const listen = (name, heard) => root.addEventListener(name, heard, { signal: end.signal });
  const marked = new Map(); // number's element → takes the marks back
  let open;
  let timer;
  define();

  const numberAt = (event) => {
    const at = event.composedPath?.()[0] ?? event.target;
    if (!at.closest || at.closest(OURS)) return undefined;
    return at.closest(selector) ?? undefined;
  };

  const show = (anchor, byHover) => {
    clearTimeout(timer);
    if (open?.anchor === anchor) return;
    open?.close();
    const shown = openPopover(anchor, { ...card, number: numberOf(anchor) }, !byHover, () => {
      if (open === shown) open = undefined;
    });
    open = shown;
    if (byHover) {
      shown.element.addEventListener('pointerenter', () => clearTimeout(timer));
      shown.element.addEventListener('pointerleave', () => leave());
    }
  };
  const leave = () => {
    clearTimeout(timer);
    if (open?.byHover) timer = setTimeout(() => open?.byHover && open.close(), LEAVE_MS);
  };

  listen('click', (event) => {
    const anchor = numberAt(event);
    // A link to elsewhere, a click with a key held down, or one that the page has used itself stays what it was.
    const plain = !(event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    if (!anchor || !plain || leadsElsewhere(anchor)) return;
    event.preventDefault();
    if (open?.anchor === anchor && !open.byHover) open.close();
    else if (open?.anchor === anchor) open.enter();
    else show(anchor, false);
  });
  listen('keydown', (event) => {
    const anchor = numberAt(event);
    // Links and buttons click by themselves.
    if (event.target !== anchor || !marked.get(anchor)?.isMadeButton || !['Enter', ' '].includes(event.key)) return;
    event.preventDefault();
    show(anchor, false);
  });
  if (trigger === 'hover') {
    listen('pointerover', (event) => {
      const anchor = event.pointerType === 'touch' ? undefined : numberAt(event);
      if (!anchor) return;
      clearTimeout(timer);
      if (open?.anchor !== anchor) timer = setTimeout(() => anchor.isConnected && show(anchor, true), HOVER_MS);
    });
    listen('pointerout', (event) => {
      const anchor = numberAt(event);
      if (anchor && !anchor.contains(event.relatedTarget)) leave();
    });
  }

  const mark = (anchor) => {
    if (marked.has(anchor) || anchor.closest(OURS)) return;
    const unmark = markButton(anchor);
    const avatar = inline === 'avatar' ? avatarBeside(anchor, { ...card, number: numberOf(anchor) }) : undefined;
    marked.set(anchor, {
      isMadeButton: unmark.isMadeButton,
      renew: () => {
        avatar?.renew(numberOf(anchor));
        if (open?.anchor === anchor) open.close();
      },
      undo: () => {
        unmark();
        avatar?.remove();
      },
    });
  };
  const markAll = () => {
    for (const anchor of matching(root, selector)) mark(anchor);
  };
  const observer = new MutationObserver((changes) => {
    for (const { type, target } of changes) {
      // A row that a table uses again: the same element, another number.
      if (type === 'attributes') marked.get(target)?.renew();
    }
    for (const [anchor, { undo }] of marked) {
      if (root.contains(anchor) && anchor.matches(selector)) continue;
      undo();
      marked.delete(anchor);
      if (open?.anchor === anchor) open.close();
    }
    markAll();
  });
  observer.observe(root, { childList: true, subtree: true, attributes: true, attributeFilter: ['href', 'data-phone'] });
  markAll();

  return {
    detach() {
      end.abort();
      observer.disconnect();
      clearTimeout(timer);
      open?.close();
      for (const { undo } of marked.values()) undo();
      marked.clear();
    },
  };
}

/** The options with their defaults; what can't be used is said in the console, and the page goes on. */
function read(root, options) {
  const { selector = SELECTOR, trigger = 'click', inline = 'none', ...card } = options ?? {};
  const read = { selector, trigger, inline, card };
  for (const name of Object.keys(CHOICES)) {
    if (CHOICES[name].includes(read[name])) continue;
    console.warn(`phone-profile: attach() takes ${CHOICES[name].map((choice) => `"${choice}"`).join(' or ')} as ${name}, not "${read[name]}"`);
    read[name] = CHOICES[name][0];
  }
  try {
    root.querySelector(selector);
  } catch {
    console.warn(`phone-profile: attach() can't use the selector "${selector}": it looks for the usual ones`);
    read.selector = SELECTOR;
  }
  return read;
}

function matching(root, selector) {
  const found = [...root.querySelectorAll(selector)];
  return root.matches?.(selector) ? [root, ...found] : found;
}

/** What the element says is its number. */
function numberOf(anchor) {
  return anchor.getAttribute('data-phone') || (isCall(anchor) ? anchor.getAttribute('href') : anchor.textContent);
}

function isCall(anchor) {
  return /^tel:/i.test(anchor.getAttribute('href') ?? '');
}

function leadsElsewhere(anchor) {
  return anchor.localName === 'a' && anchor.hasAttribute('href') && !isCall(anchor);
}

/** Tells keyboards and screen readers that there is something to open. Gives what takes it back. */
function markButton(anchor) {
  if (leadsElsewhere(anchor)) return () => {};
  const given = {};
  const set = (name, value) => {
    given[name] = anchor.getAttribute(name);
    anchor.setAttribute(name, value);
  };
  const isMadeButton = !anchor.matches('a[href], button, input, summary');
  if (isMadeButton) {
    if (!anchor.hasAttribute('tabindex')) set('tabindex', '0');
    // A cell stays a cell: its role says where it is.
    if (!anchor.hasAttribute('role') && !anchor.matches('td, th, li, dd, dt, tr')) set('role', 'button');
  }
  set('aria-haspopup', 'dialog');
  const undo = () => {
    for (const [name, value] of Object.entries(given)) {
      if (value === null) anchor.removeAttribute(name);
      else anchor.setAttribute(name, value);
    }
  };
  return Object.assign(undo, { isMadeButton });
}
