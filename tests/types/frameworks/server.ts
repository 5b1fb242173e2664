// Given a server, whose compiler has no DOM library, when numbers are looked up there, then Node's types are enough.

import { readFile } from 'node:fs/promises';
import { LookupError, configure, init, lookup, type Profile } from 'phone-profile';

await init({ module: await readFile('phone_profile_bg.wasm') });
configure({ endpoint: new URL('https://dash.example/lookup'), headers: () => new Headers({ authorization: 'Bearer token' }) });

const signal = AbortSignal.timeout(5_000);
export const profile: Profile | null = await lookup('+1 310 555 0123', { signal, cache: 'reload' }).catch((thrown) => {
  if (LookupError.from(thrown).retryable) return null;
  throw thrown;
});

// @ts-expect-error there is no document
document.createElement('phone-profile');
// @ts-expect-error a path is no module
await init({ module: 'phone_profile_bg.wasm' });
// @ts-expect-error the name may be unknown
profile?.name.toUpperCase();
