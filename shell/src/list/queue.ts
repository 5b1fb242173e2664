// Lookups of many rows, a few at a time. What comes next is asked for when there is room for it and no sooner: by then,
// other rows may be in sight.

import type { LookupError, LookupErrorCode } from '../errors.js';
import type { Profile } from '../types/profile.js';

/** How one lookup ends: `skipped` ones may be asked for again, `declined` ones are not. */
export type Outcome = Profile | 'skipped' | 'declined';

export interface QueueHost<Item> {
  /** What to ask for next; undefined where there is nothing. */
  next(): Item | undefined;
  /** Rejects with a LookupError. */
  ask(item: Item, signal: AbortSignal): Promise<Outcome>;
  ended(item: Item, outcome: Outcome | LookupError): void;
  /** Nothing is under way any more, and nothing waits; with what stands in the way of all, if something does. */
  rested(obstacle: LookupError | undefined): void;
}

/** The gateway and the service have other callers too. */
const AT_ONCE = 4;
/** How often an item is asked for that was refused for the rate alone. */
const TRIES = 3;
/** Longest wait that a service's Retry-After can cause, in milliseconds. */
const LONGEST_WAIT = 60_000;
/** After so many failures of the connection, one after the other, it is no single number's. */
const CUT_OFF = 4;

/** What the next number would fail for too. */
const IN_THE_WAY: readonly LookupErrorCode[] = ['quota-exhausted', 'unauthorized', 'forbidden', 'wasm-blocked', 'wasm-load'];

export class LookupQueue<Item extends object> {
  readonly #host: QueueHost<Item>;
  readonly #running = new Map<Item, AbortController>();
  #tries = new WeakMap<Item, number>();
  #obstacle: LookupError | undefined;
  #cutOff = 0;
  #pause: ReturnType<typeof setTimeout> | undefined;

  constructor(host: QueueHost<Item>) {
    this.#host = host;
  }

  get isWorking(): boolean {
    return this.#running.size > 0 || this.#pause !== undefined;
  }

  /** Begins what there is room for. */
  pump(): void {
    while (!this.#obstacle && this.#pause === undefined && this.#running.size < AT_ONCE) {
      const item = this.#host.next();
      if (!item) return;
      void this.#run(item);
    }
  }

  /** Ends what is under way, which is skipped, and forgets what stood in the way. */
  stop(): void {
    this.#obstacle = undefined;
    this.#cutOff = 0;
    clearTimeout(this.#pause);
    this.#pause = undefined;
    const running = [...this.#running];
    this.#running.clear();
    for (const [item, controller] of running) {
      controller.abort();
      this.#host.ended(item, 'skipped');
    }
  }

  /** Goes on after what stood in the way. */
  resume(): void {
    this.#obstacle = undefined;
    this.#cutOff = 0;
    this.#tries = new WeakMap();
    this.pump();
  }

  async #run(item: Item): Promise<void> {
    const controller = new AbortController();
    this.#running.set(item, controller);
    const outcome = await this.#host.ask(item, controller.signal).catch((error: LookupError) => error);
    // Stopped, or stopped and begun anew.
    if (this.#running.get(item) !== controller) return;
    this.#running.delete(item);
    this.#host.ended(item, outcome instanceof Error ? this.#refused(item, outcome) : outcome);
    if (!(outcome instanceof Error)) this.#cutOff = 0;
    this.pump();
    if (!this.isWorking) this.#host.rested(this.#obstacle);
  }

  #refused(item: Item, error: LookupError): LookupError | 'skipped' {
    const { code } = error;
    if (code === 'rate-limited') return this.#wait(item, error);
    this.#cutOff = code === 'network' ? this.#cutOff + 1 : 0;
    // Without a status it isn't the answer that is bad, but what the page has set up.
    const isSetup = code === 'bad-response' && error.status === undefined;
    if (!isSetup && !IN_THE_WAY.includes(code) && this.#cutOff < CUT_OFF) return error;
    this.#obstacle = error;
    return 'skipped';
  }

  /** All of them leave the service alone for as long as it asks. */
  #wait(item: Item, error: LookupError): LookupError | 'skipped' {
    const tries = (this.#tries.get(item) ?? 0) + 1;
    if (tries === TRIES) return error;
    this.#tries.set(item, tries);
    clearTimeout(this.#pause);
    const resume = (): void => {
      this.#pause = undefined;
      this.pump();
      if (!this.isWorking) this.#host.rested(this.#obstacle);
    };
    this.#pause = setTimeout(resume, Math.min(error.retryAfterMs ?? 1000 * tries, LONGEST_WAIT));
    return 'skipped';
  }
}
