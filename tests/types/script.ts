// Given a page with the classic script, when calls wait for it and when it has loaded, then the global has its types.

import 'phone-profile/phone-profile.js';
import type { CardHandle, Profile } from 'phone-profile';
import { expectType } from './expect.js';

const number = '+1 310 555 0123';

// Before the script has loaded: the array that it then calls.
(window.PhoneProfile ||= []).push((kit) => kit.mount('#contact', { number }));
(window.PhoneProfile = window.PhoneProfile || []).push((kit) => kit.configure({ endpoint: '/lookup' }));
window.PhoneProfile ??= [];
window.PhoneProfile.push(
  ({ lookup }) => lookup(number).then((profile) => profile.name?.trim()),
  (kit) => kit.define(),
);

// And afterwards: the functions.
expectType<CardHandle>()(PhoneProfile.mount('#contact', { number }));
expectType<Promise<Profile>>()(window.PhoneProfile.lookup(number));
expectType<Promise<Profile>>()(self.PhoneProfile.lookup(number));
expectType<string>()(PhoneProfile.version);
expectType<void>()(PhoneProfile.push((kit) => kit.forget()));
