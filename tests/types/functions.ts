// Given the functions, when a page calls them as the documentation does, then it compiles and results have their types.

import {
  configure,
  define,
  forget,
  init,
  lookup,
  mount,
  version,
  type CardHandle,
  type ConfigureOptions,
  type LookupOptions,
  type NameMatch,
  type PhoneProfileElement,
  type PictureState,
  type Profile,
  type Signal,
  type SingleLookupOptions,
} from 'phone-profile';
import { expectType } from './expect.js';

configure({});
configure({ endpoint: '/lookup', region: 'US', strings: { loading: 'Einen Moment …' }, wasmUrl: '/assets/card.wasm' });
const options: ConfigureOptions = { headers: { authorization: 'Bearer token' }, maxAgeMs: 60_000, timeoutMs: 5_000 };
configure(options);

expectType<Promise<void>>()(init());
await init({ wasmUrl: new URL('./card.wasm', import.meta.url), integrity: 'sha384-abc' });
await init({ module: new Uint8Array() });
await init({ module: await WebAssembly.compile(new Uint8Array()) });

const profile = await lookup('+1 310 555 0123');
expectType<Profile>()(profile);
expectType<PictureState>()(profile.pictureState);
expectType<'live' | 'cache' | 'demo' | 'given'>()(profile.source);
expectType<string | null | undefined>()(profile.business?.memberSince);
expectType<number | null | undefined>()(profile.quota?.remaining);
expectType<true>()(profile.success);

const every: LookupOptions = {
  endpoint: new URL('https://dash.example/lookup'),
  region: 'GB',
  signal: AbortSignal.timeout(1_000),
  timeoutMs: 15_000,
  maxAgeMs: 0,
  cache: 'only-if-cached',
  headers: async () => new Headers([['x-tenant', 'a']]),
  purpose: 'fraud-review',
  fetch: (input, init) => fetch(input, init),
};
await lookup('020 7946 0123', every);
const compared = await lookup('020 7946 0123', { ...every, expectedName: 'Maya Lindqvist' });
expectType<NameMatch | null>()(compared.match);
expectType<'same' | 'partial' | 'different' | 'unknown' | undefined>()(compared.match?.result);
expectType<readonly Signal[]>()(compared.signals);
const asked: SingleLookupOptions = { expectedName: 'Maya' };
await lookup('1', asked);
await lookup('1', { headers: () => ({ 'x-tenant': 'a' }) });
await lookup('1', { headers: [['x-tenant', 'a']], fetch });

const handle = mount('#cards', { number: '+13105550123', variant: 'compact', mask: true, fetcher: fetch });
expectType<CardHandle>()(handle);
expectType<PhoneProfileElement>()(handle.element);
expectType<Promise<void>>()(handle.ready);
handle.update({ number: '+13105550100' });
handle.update({ headingLevel: 4, profile });
expectType<Promise<Profile>>()(handle.refresh());
handle.unmount();
mount(document.body);
mount(document.body, { profile: { phone: '13105550123', exists: true } });

expectType<typeof PhoneProfileElement>()(define());
define('dash-profile', customElements);
expectType<void>()(forget());
forget('+1 310 555 0123');
expectType<string>()(version);
