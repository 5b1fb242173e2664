// Stands in for what comes with the wasm (entries/runtime.ts): the shell calls it, and knows no difference.

import { LookupError } from '../entries/index.js';
import type { Runtime } from '../loader/loader.js';
import { cardInputs } from '../runtime/card-inputs.js';
import { readLookupRequest, textOf } from '../runtime/lookup-request.js';
import { isSignal, warnAboutOptions } from '../runtime/validate.js';
import type { LookupOptions } from '../types/options.js';
import type { Profile } from '../types/profile.js';
import { failure } from './failure.js';
import { StubCard } from './stub-card.js';
import { forget, lookup } from './stub-lookups.js';

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
};

// A class with private members is like no other, whatever its public ones.
export const stubRuntime = stub as unknown as Runtime;
