// Stands in for what comes with the wasm (entries/runtime.ts): the shell calls it, and knows no difference.

import { LookupError, standIn } from '../entries/index.js';
import type { Runtime } from '../loader/loader.js';
import { cardInputs } from '../runtime/card-inputs.js';
import { readLookupRequest, textOf } from '../runtime/lookup-request.js';
import { summaryOf } from '../runtime/summary.js';
import { isSignal, warnAboutOptions } from '../runtime/validate.js';
import type { LookupOptions } from '../types/options.js';
import type { Profile } from '../types/profile.js';
import { failure } from './failure.js';
import { StubCard } from './stub-card.js';
import { begin, forget, lookup, type LookupStub, type StubbedAnswers } from './stub-lookups.js';

async function lookupUnlessAborted(number: string, options: LookupOptions): Promise<Profile> {
  warnAboutOptions(options);
  const signal = isSignal(options.signal) ? options.signal : undefined;
  const aborted = (): LookupError => failure('aborted', { message: 'The lookup was aborted.' });
  if (signal?.aborted) throw aborted();
  let abort: (() => void) | undefined;
  const left = new Promise<never>((_, reject) => {
    abort = () => reject(aborted());
    signal?.addEventListener('abort', abort);
  });
  try {
    return await Promise.race([lookup(readLookupRequest(options, textOf(number)), 'lookup'), left]);
  } catch (thrown) {
    // What a test's own function throws is no answer.
    throw thrown instanceof LookupError ? thrown : failure('network', { message: `${thrown}` });
  } finally {
    if (abort) signal?.removeEventListener?.('abort', abort);
  }
}

const stub = {
  cardInputs,
  forget,
  lookup: lookupUnlessAborted,
  MountedCard: StubCard,
  // Nothing is on its way that a request could overtake.
  prefetchFor: (): void => {},
  releasePrefetch: (): void => {},
  start: (): Promise<void> => Promise.resolve(),
  onStop: new Set<(cause: unknown) => void>(),
  cardCss: '',
  summaryOf,
};

// A class with private members is like no other, whatever its public ones.
const stubRuntime = stub as unknown as Runtime;

/**
 * Says what lookups answer, of cards and of functions. Each call begins anew: what was said, recorded and kept before is
 * gone. A number without an answer rejects with `bad-response`.
 */
export function stubLookups(answers: StubbedAnswers = {}): LookupStub {
  standIn(stubRuntime);
  return begin(answers);
}

/** From now on, cards and lookups are real again. Cards that are in a document stay stubbed. */
export function restoreLookups(): void {
  standIn();
}
