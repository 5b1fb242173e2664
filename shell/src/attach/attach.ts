// attach(): a card for every phone number that a page already shows. Listens at the root, so that numbers which come
// later are covered too, and marks each one for keyboards and screen readers. What a morph of the page takes away of that
// is put back. detach() undoes all of it.

import { define, type PhoneProfileElement } from '../entries/index.js';
import type { AttachOptions, MountOptions } from '../types/options.js';
import { MARKS, NumberButton } from './button.js';
import { listenForClicks } from './clicks.js';
import { isAvatarOf, putAvatar, removeAvatar } from './inline-avatar.js';
import { isElement, leadsElsewhere, matching, numberOf, OURS } from './numbers.js';
import { openPopover, type OpenPopover } from './popover.js';
import { readAttachOptions } from './read-options.js';
import { Repairs } from './repairs.js';
import { adoptSheet } from './sheet.js';

/** Attributes that say what the number is. */
const NUMBER = ['href', 'data-phone'];

/** A number that is marked. */
interface Mark {
  readonly button: NumberButton;
  number: string | null;
  avatar: PhoneProfileElement | undefined;
}

export function attach(root: Element | Document, options?: AttachOptions): { detach(): void } {
  define(); // says so where there are no custom elements
  if (!globalThis.customElements) return { detach() {} };
  const { selector, trigger, inline, showDelayMs, hideDelayMs, onShow, onHide, card, ...popover } = readAttachOptions(root, options);
  const end = new AbortController();
  const marks = new Map<Element, Mark>();
  let open: OpenPopover | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const listen = <Name extends keyof HTMLElementEventMap>(name: Name, heard: (event: HTMLElementEventMap[Name]) => void): void =>
    root.addEventListener(name, heard as EventListener, { signal: end.signal });

  const optionsFor = (anchor: Element): MountOptions => ({ ...card, number: numberOf(anchor) });

  const numberAt = (event: Event): Element | undefined => {
    const at = event.composedPath?.()[0] ?? event.target;
    if (!isElement(at) || at.closest(OURS)) return undefined;
    return at.closest(selector) ?? undefined;
  };

  const show = (anchor: Element, isByHover: boolean): void => {
    clearTimeout(timer);
    if (open?.anchor === anchor) return;
    open?.close();
    const button = marks.get(anchor)?.button;
    let shown: OpenPopover | undefined;
    let isClosed = false;
    const closed = (): void => {
      isClosed = true;
      if (!shown) return; // it found no place, and nobody has seen it
      if (open === shown) open = undefined;
      button?.tell(undefined);
      onHide(shown.card, anchor);
    };
    const element = openPopover(anchor, button?.control ?? anchor, { ...popover, card: optionsFor(anchor), takesFocus: !isByHover, closed });
    if (isClosed) return;
    open = shown = element;
    button?.tell(shown.element.id);
    if (isByHover) {
      shown.element.addEventListener('pointerenter', () => clearTimeout(timer));
      shown.element.addEventListener('pointerleave', leave);
    }
    onShow(shown.card, anchor);
  };

  const leave = (): void => {
    clearTimeout(timer);
    if (open?.isByHover) timer = setTimeout(() => open?.isByHover && open.close(), hideDelayMs);
  };

  const click = (event: MouseEvent): void => {
    const anchor = numberAt(event);
    if (!anchor || !isPlainClick(event) || leadsElsewhere(anchor)) return;
    event.preventDefault();
    if (open?.anchor === anchor && !open.isByHover) open.close();
    else if (open?.anchor === anchor) open.enter();
    else show(anchor, false);
  };
  listenForClicks(root, click, end.signal);
  listen('keydown', (event) => {
    const anchor = numberAt(event);
    if (!anchor || event.target !== anchor || !marks.get(anchor)?.button.needsKey(event.key)) return;
    event.preventDefault();
    show(anchor, false);
  });
  if (trigger === 'hover') {
    listen('pointerover', (event) => {
      const anchor = event.pointerType === 'touch' ? undefined : numberAt(event);
      if (!anchor) return;
      clearTimeout(timer);
      if (open?.anchor !== anchor) timer = setTimeout(() => anchor.isConnected && show(anchor, true), showDelayMs);
    });
    listen('pointerout', (event) => {
      const anchor = numberAt(event);
      if (anchor && !anchor.contains(event.relatedTarget as Node | null)) leave();
    });
  }

  const mark = (anchor: Element): void => {
    if (marks.has(anchor) || anchor.closest(OURS)) return;
    const avatar = inline === 'avatar' ? putAvatar(anchor, optionsFor(anchor), undefined) : undefined;
    const button = new NumberButton(anchor);
    button.complete();
    marks.set(anchor, { button, number: numberOf(anchor), avatar });
  };
  const unmark = (anchor: Element, { button, avatar }: Mark): void => {
    if (open?.anchor === anchor) open.close();
    marks.delete(anchor);
    button.undo();
    if (avatar) removeAvatar(avatar);
  };
  /** Brings a mark up to what the page is now. */
  const keep = (anchor: Element, mark: Mark): void => {
    const number = numberOf(anchor);
    // A row that is used again: the same element, another number.
    if (number?.trim() !== mark.number?.trim()) {
      mark.number = number;
      if (mark.avatar) mark.avatar.number = number;
      if (open?.anchor === anchor) open.close();
    }
    const lacksAvatar = inline === 'avatar' && !(mark.avatar && isAvatarOf(mark.avatar, anchor));
    const lacksPopover = open?.anchor === anchor && !open.isInPlace();
    if (!lacksAvatar && !lacksPopover && !mark.button.isIncomplete()) return;
    if (!repairs.mayRepair(anchor)) return;
    mark.button.complete();
    if (lacksAvatar) mark.avatar = putAvatar(anchor, optionsFor(anchor), mark.avatar);
    if (lacksPopover) open?.putBack();
  };
  const keepAll = (): void => {
    for (const [anchor, mark] of marks) {
      if (root.contains(anchor) && anchor.matches(selector)) keep(anchor, mark);
      else unmark(anchor, mark);
    }
    for (const anchor of matching(root, selector)) mark(anchor);
  };
  const repairs = new Repairs(keepAll);
  const observer = new MutationObserver((changes) => {
    if (changes.some(({ type, attributeName }) => type === 'childList' || NUMBER.includes(attributeName ?? ''))) return keepAll();
    // Of a clock's ticking nothing but the clock is looked at.
    for (const { target } of changes) {
      const anchor = isElement(target) ? target : target.parentElement?.closest(selector);
      const mark = anchor && marks.get(anchor);
      if (mark) keep(anchor, mark);
    }
  });
  observer.observe(root, {
    childList: true,
    characterData: true,
    subtree: true,
    attributes: true,
    attributeFilter: [...NUMBER, ...MARKS],
  });
  adoptSheet(root);
  keepAll();

  return {
    detach() {
      end.abort();
      observer.disconnect();
      clearTimeout(timer);
      open?.close();
      for (const [anchor, mark] of [...marks]) unmark(anchor, mark);
    },
  };
}

/** A click with a key held down, or one that the page has used itself, stays what it was. */
function isPlainClick(event: MouseEvent): boolean {
  return !(event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
}
