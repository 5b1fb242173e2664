// attach(): a card for every phone number that a page already shows. Listens at the root, so that numbers which come
// later are covered too, and marks each one for keyboards and screen readers. detach() undoes all of it.

import { define } from '../entries/index.js';
import type { AttachOptions, MountOptions } from '../types/options.js';
import { avatarBeside } from './inline-avatar.js';
import { leadsElsewhere, markButton, matching, numberOf, OURS } from './numbers.js';
import { openPopover, type OpenPopover } from './popover.js';
import { readAttachOptions } from './read-options.js';

/** How long the pointer rests on a number before that counts as a wish: a card is a paid lookup. */
const HOVER_MS = 500;
/** How long it may be on its way from the number to the card. */
const LEAVE_MS = 300;

/** A number that is marked. */
interface Mark {
  /** Whether the mark made a button of it, which browsers don't click by keys. */
  readonly isMadeButton: boolean;
  /** Its number has changed. */
  renew(): void;
  undo(): void;
}

export function attach(root: Element | Document, options?: AttachOptions): { detach(): void } {
  const { selector, trigger, inline, card } = readAttachOptions(root, options);
  const end = new AbortController();
  const marks = new Map<Element, Mark>();
  let open: OpenPopover | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  define();

  const listen = <Name extends keyof HTMLElementEventMap>(name: Name, heard: (event: HTMLElementEventMap[Name]) => void): void =>
    root.addEventListener(name, heard as EventListener, { signal: end.signal });

  const optionsFor = (anchor: Element): MountOptions => ({ ...card, number: numberOf(anchor) });

  const numberAt = (event: Event): Element | undefined => {
    const at = event.composedPath?.()[0] ?? event.target;
    if (!(at instanceof Element) || at.closest(OURS)) return undefined;
    return at.closest(selector) ?? undefined;
  };

  const show = (anchor: Element, isByHover: boolean): void => {
    clearTimeout(timer);
    if (open?.anchor === anchor) return;
    open?.close();
    const shown = openPopover(anchor, optionsFor(anchor), !isByHover, () => {
      if (open === shown) open = undefined;
    });
    open = shown;
    if (isByHover) {
      shown.element.addEventListener('pointerenter', () => clearTimeout(timer));
      shown.element.addEventListener('pointerleave', leave);
    }
  };

  const leave = (): void => {
    clearTimeout(timer);
    if (open?.isByHover) timer = setTimeout(() => open?.isByHover && open.close(), LEAVE_MS);
  };

  listen('click', (event) => {
    const anchor = numberAt(event);
    if (!anchor || !isPlainClick(event) || leadsElsewhere(anchor)) return;
    event.preventDefault();
    if (open?.anchor === anchor && !open.isByHover) open.close();
    else if (open?.anchor === anchor) open.enter();
    else show(anchor, false);
  });
  listen('keydown', (event) => {
    const anchor = numberAt(event);
    // Links and buttons click by themselves.
    if (!anchor || event.target !== anchor || !marks.get(anchor)?.isMadeButton || !['Enter', ' '].includes(event.key)) return;
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
      if (anchor && !anchor.contains(event.relatedTarget as Node | null)) leave();
    });
  }

  const mark = (anchor: Element): void => {
    if (marks.has(anchor) || anchor.closest(OURS)) return;
    const button = markButton(anchor);
    const avatar = inline === 'avatar' ? avatarBeside(anchor, optionsFor(anchor)) : undefined;
    marks.set(anchor, {
      isMadeButton: button.isMadeButton,
      renew() {
        if (avatar) avatar.number = numberOf(anchor);
        if (open?.anchor === anchor) open.close();
      },
      undo() {
        button.undo();
        avatar?.remove();
      },
    });
  };
  const markAll = (): void => {
    for (const anchor of matching(root, selector)) mark(anchor);
  };
  const observer = new MutationObserver((changes) => {
    for (const { type, target } of changes) {
      // A row that a table uses again: the same element, another number.
      if (type === 'attributes') marks.get(target as Element)?.renew();
    }
    for (const [anchor, { undo }] of marks) {
      if (root.contains(anchor) && anchor.matches(selector)) continue;
      undo();
      marks.delete(anchor);
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
      for (const { undo } of marks.values()) undo();
      marks.clear();
    },
  };
}

/** A click with a key held down, or one that the page has used itself, stays what it was. */
function isPlainClick(event: MouseEvent): boolean {
  return !(event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
}
