// Tells when an element comes near the viewport, for `loading="lazy"`: not while it can't be seen there. One observer
// serves all elements. It reports with the next frame, so what is near beyond doubt is reported at once: a card's lookup
// waits for it.

import { hasWork, nextTask } from './work-queue.js';

const MARGIN = 200;

const waiting = new Map<Element, () => void>();
let fresh: Element[] = [];
let observer: IntersectionObserver | false | undefined;

export function whenNear(element: Element, callback: () => void): void {
  if (waiting.has(element)) return;
  waiting.set(element, callback);
  // After the page's other elements of the same task, or of the same slice, so that layout is computed once.
  if (fresh.push(element) > 1) return;
  if (hasWork()) void nextTask().then(look);
  else queueMicrotask(look);
}

export function stopWaiting(element: Element): void {
  waiting.delete(element);
  if (observer) observer.unobserve(element);
}

function look(): void {
  const elements = fresh;
  fresh = [];
  // A test runner has taken the page away.
  if (!globalThis.document) return;
  observer ??=
    hasLayout() &&
    globalThis.IntersectionObserver &&
    new IntersectionObserver((entries) => entries.forEach((entry) => entry.isIntersecting && tell(entry.target)), {
      rootMargin: `${MARGIN}px`,
    });
  // Up to the first that isn't near: measuring every row of a long table would take long.
  let near = top === self;
  for (const element of elements) {
    near &&= isNear(element);
    if (near || !observer) tell(element);
    else if (waiting.has(element)) observer.observe(element);
  }
}

/** happy-dom and jsdom lay nothing out: an observer that they have, or that a test puts there, never tells. */
export function hasLayout(): boolean {
  const root = document.documentElement;
  return root.getBoundingClientRect().width > 0 || !innerWidth || getComputedStyle(root).display === 'none';
}

/** Whether it has a place near the viewport, and nothing around it clips or hides it. */
function isNear(element: Element): boolean {
  // Skipped content, as in closed details, has a place all the same. Old engines skip nothing.
  if (element.checkVisibility?.() === false) return false;
  const box = element.getBoundingClientRect();
  for (let at = parentOf(element); at && at !== document.documentElement; at = parentOf(at)) {
    if (getComputedStyle(at).overflow !== 'visible') return false;
  }
  if (element.ownerDocument !== document) return false; // an iframe's, which has a place of its own
  return box.width > 0 && box.bottom > -MARGIN && box.top < innerHeight + MARGIN && box.right > 0 && box.left < innerWidth;
}

/** The element around another one, also across a shadow root. */
function parentOf(element: Element): Element | undefined {
  return element.parentElement ?? (element.getRootNode() as Partial<ShadowRoot>).host;
}

function tell(element: Element): void {
  const callback = waiting.get(element);
  callback?.();
  stopWaiting(element);
}
