// How often what a page has taken away is put back. A morph takes it once; a page's own observer may take it each time,
// and would be answered for ever.

/** In one frame, for each thing. */
const PER_FRAME = 4;
/** Frames in a row in which that was not enough: the page doesn't want it. */
const FRAMES = 30;

export class Repairs {
  readonly #again: () => void;
  readonly #spent = new Map<object, number>();
  /** What was taken away more often than it may be put back, and for how many frames in a row. */
  #fought = new Map<object, number>();
  readonly #lost = new WeakSet<object>();

  /** `again` is called with the next frame when something had to wait for it. */
  constructor(again: () => void) {
    this.#again = again;
  }

  /** Whether it may be put back now. */
  mayRepair(thing: object): boolean {
    if (this.#lost.has(thing)) return false;
    if (!this.#spent.size) requestAnimationFrame(() => this.#endFrame());
    const spent = (this.#spent.get(thing) ?? 0) + 1;
    this.#spent.set(thing, spent);
    return spent <= PER_FRAME;
  }

  #endFrame(): void {
    const fought = new Map<object, number>();
    for (const [thing, spent] of this.#spent) {
      if (spent > PER_FRAME) fought.set(thing, (this.#fought.get(thing) ?? 0) + 1);
    }
    for (const [thing, frames] of fought) if (frames >= FRAMES) this.#lost.add(thing);
    this.#fought = fought;
    this.#spent.clear();
    if (fought.size) this.#again();
  }
}
