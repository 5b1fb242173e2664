// The lookups of a list's rows, by the kit's own functions: one cache and one request in flight for all of a page.

import { lookup, LookupError, type SingleLookupOptions } from '../entries/index.js';
import { LookupQueue, type Outcome } from './queue.js';
import type { Row } from './rows.js';

export interface LookupsHost {
  readonly mode: 'visible' | 'all' | 'none';
  /** The rows that have come into sight and stayed, from the top. */
  rowsInSight(): Iterable<Row>;
  /** All others that the list shows, in their order. */
  rowsBeyond(): Iterable<Row>;
  isInSight(row: Row): boolean;
  options(row: Row): SingleLookupOptions;
  /** Asks the page whether a request may be made. */
  allow(row: Row): boolean;
  /** A row's state has changed. */
  changed(row: Row): void;
  rested(obstacle: LookupError | undefined): void;
}

export class Lookups {
  readonly #host: LookupsHost;
  readonly #queue: LookupQueue<Row>;

  constructor(host: LookupsHost) {
    this.#host = host;
    this.#queue = new LookupQueue({
      next: () => this.#next(),
      ask: (row, signal) => this.#ask(row, signal),
      ended: (row, outcome) => this.#ended(row, outcome),
      rested: (obstacle) => host.rested(obstacle),
    });
  }

  get isWorking(): boolean {
    return this.#queue.isWorking;
  }

  /** Rows may have come into sight, or there are others. */
  pump(): void {
    this.#queue.pump();
  }

  stop(): void {
    this.#queue.stop();
  }

  resume(): void {
    this.#queue.resume();
  }

  #next(): Row | undefined {
    if (this.#host.mode === 'none') return undefined;
    const row = firstIdle(this.#host.rowsInSight()) ?? (this.#host.mode === 'all' ? firstIdle(this.#host.rowsBeyond()) : undefined);
    if (row) {
      row.state = 'loading';
      this.#host.changed(row);
    }
    return row;
  }

  async #ask(row: Row, signal: AbortSignal): Promise<Outcome> {
    const options = { ...this.#host.options(row), signal };
    try {
      return await lookup(row.number, { ...options, cache: 'only-if-cached' });
    } catch (error) {
      if ((error as LookupError).code !== 'not-in-cache') throw error;
    }
    // It may have been scrolled past while the wasm was on its way.
    if (signal.aborted || (this.#host.mode !== 'all' && !this.#host.isInSight(row))) return 'skipped';
    return this.#host.allow(row) ? lookup(row.number, options) : 'declined';
  }

  #ended(row: Row, outcome: Outcome | LookupError): void {
    if (outcome instanceof LookupError) Object.assign(row, { state: 'failed', error: outcome });
    else if (outcome === 'skipped') row.state = 'idle';
    else if (outcome === 'declined') row.state = 'declined';
    else Object.assign(row, { state: 'answered', profile: outcome, error: null });
    this.#host.changed(row);
  }
}

function firstIdle(rows: Iterable<Row>): Row | undefined {
  for (const row of rows) if (row.state === 'idle') return row;
  return undefined;
}
