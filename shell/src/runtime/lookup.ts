// The calls of the public functions into the wasm.

import type { SingleLookupOptions } from '../types/options.js';
import type { Profile } from '../types/profile.js';
import * as glue from '../wasm/glue.js';
import { readLookupRequest, readText, textOf } from './lookup-request.js';
import { untilStop } from './stop.js';
import { isSignal, warnAboutOptions } from './validate.js';

export async function lookup(number: string, options: SingleLookupOptions): Promise<Profile> {
  warnAboutOptions(options);
  const { signal } = options;
  // The wasm gets a signal of its own: the page's may be a stand-in, or outlive the lookup by far.
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  const known = isSignal(signal) ? signal : undefined;
  if (known?.aborted) abort();
  else known?.addEventListener('abort', abort);
  try {
    const request = readLookupRequest(options, textOf(number));
    return await untilStop(glue.lookup(request, controller.signal, readText(options, 'expectedName')));
  } finally {
    known?.removeEventListener?.('abort', abort);
  }
}

export function forget(number: string | undefined, region: string | undefined): void {
  if (number === undefined) glue.forget();
  else glue.forget(textOf(number), typeof region === 'string' ? region : undefined);
}
