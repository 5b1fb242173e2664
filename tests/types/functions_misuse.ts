// Given the functions, when a page calls them wrongly, then its compiler says so.

import { configure, define, forget, init, lookup, mount } from 'phone-profile';

// @ts-expect-error whom to look up?
lookup();
// @ts-expect-error a number loses its plus sign and its leading zeros
lookup(13105550123);
// @ts-expect-error there is no such mode
lookup('1', { cache: 'force-cache' });
// @ts-expect-error milliseconds
lookup('1', { timeoutMs: '5s' });
// @ts-expect-error a signal, not its controller
lookup('1', { signal: new AbortController() });
// @ts-expect-error headers are texts
lookup('1', { headers: { 'x-tenant': 1 } });
// @ts-expect-error a function that looks up is no fetch
lookup('1', { fetch: () => Promise.resolve({ isWhatsApp: true }) });
// @ts-expect-error the unit is in the name: maxAgeMs
lookup('1', { maxAge: 60 });

// @ts-expect-error one name can't be expected of all numbers
configure({ expectedName: 'Maya' });
// @ts-expect-error there is no such option
configure({ retries: 5 });
// @ts-expect-error nor such a text
configure({ strings: { goodbye: 'Bye' } });
// @ts-expect-error it takes an object
configure('/lookup');

// @ts-expect-error no such option: wasmUrl
init({ url: 'phone_profile_bg.wasm' });

// @ts-expect-error mount needs a place
mount();
// @ts-expect-error which may not be missing
mount(document.querySelector('#cards'), {});
// @ts-expect-error the element's property is called fetcher
mount('#cards', { fetch });
// @ts-expect-error seconds, not milliseconds: maxAge
mount('#cards', { maxAgeMs: 60_000 });
// @ts-expect-error a handle's element stays the same
mount('#cards', {}).element = document.createElement('phone-profile');

// @ts-expect-error a name, not a class
define(class extends HTMLElement {});
// @ts-expect-error forgets one number or all
forget(['+13105550123']);
