// Tells when what can be seen of a list may have changed, and when it has stayed: rows that pass by are not looked up.

import { hasLayout } from '../element/viewport.js';

/** How long rows have to stay in sight before they count, once something was scrolled. */
const SETTLED_MS = 200;

/** Scrolls don't bubble, and what scrolls may be any element around the list. */
const EVENTS = ['scroll', 'resize'];
const OPTIONS = { capture: true, passive: true };

export class Sight {
  readonly #elements: Element[];
  readonly #settled: () => void;
  /** Something was scrolled, or the window is of another size. */
  readonly moved: () => void;
  readonly #sizes: ResizeObserver | undefined;
  readonly #intersections: IntersectionObserver | undefined;
  /** Whether anything of the list can be seen, wherever it is clipped. */
  #isSeen = !globalThis.IntersectionObserver || !hasLayout();
  #settling: ReturnType<typeof setTimeout> | undefined;

  /** `changed` is called with every change, `settled` when there was none for a while. */
  constructor(element: Element, changed: () => void, settled: () => void) {
    this.#elements = [element];
    this.#settled = settled;
    this.moved = () => {
      changed();
      clearTimeout(this.#settling);
      // A page that is slow to draw is told of a scroll with its next frame only.
      const settling = setTimeout(() => requestAnimationFrame(() => {
        if (this.#settling !== settling) return;
        this.#settling = undefined;
        settled();
      }), SETTLED_MS);
      this.#settling = settling;
    };
    // Rows that come into sight by their list's size haven't been scrolled there.
    const resized = (): void => {
      changed();
      settled();
    };
    this.#sizes = globalThis.ResizeObserver && new ResizeObserver(resized);
    this.#intersections = globalThis.IntersectionObserver && new IntersectionObserver((entries) => this.#saw(entries));
  }

  /** Whether rows can be seen, and stay where they are. */
  get isSteady(): boolean {
    return this.#isSeen && this.#settling === undefined;
  }

  start(): void {
    for (const name of EVENTS) addEventListener(name, this.moved, OPTIONS);
    for (const element of this.#elements) this.#sizes?.observe(element);
    this.#intersections?.observe(this.#elements[0] as Element);
  }

  /** The part that scrolls by itself: its events don't leave a shadow root. */
  watch(part: Element): void {
    this.#elements.push(part);
    this.#sizes?.observe(part);
    part.addEventListener('scroll', this.moved, { passive: true });
  }

  stop(): void {
    for (const name of EVENTS) removeEventListener(name, this.moved, OPTIONS);
    this.#sizes?.disconnect();
    this.#intersections?.disconnect();
    clearTimeout(this.#settling);
    this.#settling = undefined;
  }

  #saw(entries: IntersectionObserverEntry[]): void {
    this.#isSeen = !hasLayout() || (entries.at(-1)?.isIntersecting ?? false);
    this.#settled();
  }
}
