// How often what a page has taken away is put back. A morph takes it once; a page's own observer may take it each time,
// and would be answered for ever.

/** In one frame, for each thing. */
const PER_FRAME = 4;
/** Frames in a row in which that was not enough: the page doesn't want it. */
const FRAMES = 30;

export class Repairs {
  readonly #again: () => void;
  readonly #spent = new Map<object, number>();
  /** Frames in a row in which a thing was taken away more often than it may be put back. */
  readonly #fought = new WeakMap<object, number>();

  /** `again` is called with the next frame when something had to wait for it. */
  constructor(again: () => void) {
    this.#again = again;
  }

  /** Whether it may be put back now. */
  mayRepair(thing: object): boolean {
    if (this.#hasLost(thing)) return false;
    if (!this.#spent.size) requestAnimationFrame(() => this.#endFrame());
    const spent = (this.#spent.get(thing) ?? 0) + 1;
    this.#spent.set(thing, spent);
    return spent <= PER_FRAME;
  }

  #endFrame(): void {
    let isWaiting = false;
    for (const [thing, spent] of this.#spent) {
      const isShort = spent > PER_FRAME;
      this.#fought.set(thing, isShort ? (this.#fought.get(thing) ?? 0) + 1 : 0);
      isWaiting ||= isShort;
    }
    this.#spent.clear();
    if (isWaiting) this.#again();
  }

  #hasLost(thing: object): boolean {
    return (this.#fought.get(thing) ?? 0) >= FRAMES;
  }
}
