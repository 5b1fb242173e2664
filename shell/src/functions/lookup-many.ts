// lookupMany(): many numbers, a few at a time, each answer as it comes. When a service answers "too many requests",
// all of them leave it alone for as long as it asks.

import type { LookupError } from '../errors.js';
import type { LookupOptions, LookupResult } from '../types/options.js';
import type { Profile } from '../types/profile.js';

/** Longest wait that a service's Retry-After can cause, in milliseconds. */
const LONGEST_WAIT = 60_000;
/** How often a number that was refused for the rate alone is looked up. */
const TRIES = 3;

/** What this module takes from index.js, which it doesn't import: it would come twice. */
export interface LookupFunctions {
  lookup(number: string, options: LookupOptions & { bulk: boolean }): Promise<Profile>;
  LookupError: typeof LookupError;
  cardsAreDone(): Promise<void> | undefined;
}

export async function* lookupMany(
  numbers: Iterable<string>,
  options: (LookupOptions & { concurrency?: number }) | undefined,
  { lookup, LookupError, cardsAreDone }: LookupFunctions,
): AsyncGenerator<LookupResult, void, undefined> {
  const { concurrency = 4, signal, ...rest } = options ?? {};
  if (typeof numbers === 'string' || typeof numbers?.[Symbol.iterator] !== 'function') {
    throw new TypeError('phone-profile: lookupMany() takes an array of numbers, or another iterable of them');
  }
  if (!(Number.isInteger(concurrency) && concurrency > 0)) {
    throw new TypeError('phone-profile: concurrency has to be a whole number above 0');
  }
  if (signal && typeof signal.addEventListener !== 'function') {
    throw new TypeError("phone-profile: signal has to be an AbortSignal, such as an AbortController's");
  }
  const aborted = (): LookupError => new LookupError('aborted', 'The lookups were aborted.');
  if (signal?.aborted) throw aborted();
  const stop = new AbortController();
  const halted = new Promise<never>((_, reject) => {
    stop.signal.addEventListener('abort', () => reject(aborted()), { once: true });
  });
  halted.catch(() => {}); // raced against below
  const halt = (): void => stop.abort();
  signal?.addEventListener('abort', halt);

  let resumeAt = 0;
  /** Until the service may be asked again and no card on the screen waits for it. */
  const turn = async (): Promise<void> => {
    for (let left = 1; left > 0 && !stop.signal.aborted; ) {
      await Promise.race([cardsAreDone(), halted]);
      left = resumeAt - Date.now();
      if (left > 0) await pause(left, stop.signal);
    }
  };
  const answer = async (number: string): Promise<LookupResult> => {
    for (let tried = 1; ; tried += 1) {
      await turn();
      try {
        // `bulk`: a refusal for the rate comes back at once, for all to wait together.
        return { number, profile: await lookup(number, { ...rest, signal: stop.signal, bulk: true }) };
      } catch (thrown) {
        const error = LookupError.from(thrown);
        if (error.code !== 'rate-limited') return { number, error };
        resumeAt = Math.max(resumeAt, Date.now() + Math.min(error.retryAfterMs ?? 1000 * tried, LONGEST_WAIT));
        if (tried === TRIES) return { number, error };
      }
    }
  };

  const waiting = numbers[Symbol.iterator]();
  const running = new Map<symbol, Promise<[symbol, LookupResult]>>();
  try {
    for (let more = true; ; ) {
      while (more && running.size < concurrency) {
        // Taken one by one: whoever breaks off has not made a long list for nothing.
        const next = waiting.next();
        if (next.done) more = false;
        else {
          const key = Symbol();
          running.set(
            key,
            answer(`${next.value}`).then((result) => [key, result]),
          );
        }
      }
      if (!running.size) return;
      const [key, result] = await Promise.race([halted, ...running.values()]);
      running.delete(key);
      yield result;
    }
  } finally {
    signal?.removeEventListener?.('abort', halt);
    // What is under way ends, unless a card waits for it too.
    for (const result of running.values()) result.catch(() => {});
    stop.abort();
    waiting.return?.();
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}
