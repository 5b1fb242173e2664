// Given the installed package, when every entry is imported, with a DOM library or none, then all of them have types.

import { LookupError, PhoneProfileElement, lookup, lookupMany, mount, type Profile } from 'phone-profile';
import 'phone-profile/define';
import { embedFrame } from 'phone-profile/frame';
import { lookup as inlineLookup, PhoneProfileElement as InlineElement } from 'phone-profile/inline';
import 'phone-profile/define-list';
import { defineList, type PhoneProfileListElement } from 'phone-profile/list';
import { lookup as lookupAlone, type LookupOptions } from 'phone-profile/lookup';
import { PhoneProfile as Component, type PhoneProfileProps } from 'phone-profile/react';
import { PhoneProfileList } from 'phone-profile/react-list';
import { lookup as stubbedLookup, profiles, stubLookups } from 'phone-profile/testing';
import 'phone-profile/phone-profile.js';
import wasm from 'phone-profile/phone_profile_bg.wasm';

// One type, whichever entry it comes from
const same: (typeof lookup)[] = [lookupAlone, inlineLookup, stubbedLookup];
const classes: (typeof PhoneProfileElement)[] = [InlineElement];
const module: WebAssembly.Module = wasm;
export const loaded = [same, classes, module, mount, embedFrame, Component, PhoneProfile.version, defineList, PhoneProfileList];
export const rowsOf = (list: PhoneProfileListElement): number => list.rows.length;
stubLookups({ '+13105550123': profiles.person({ name: 'Maya Lindqvist' }) });

export const props: PhoneProfileProps = { number: '+13105550123', onLoad: (event) => console.log(event.target.profile) };

export async function names(numbers: string[], options: LookupOptions): Promise<(string | null)[]> {
  const found: Profile[] = [];
  for await (const { profile, error } of lookupMany(numbers, { ...options, concurrency: 2 })) {
    if (profile) found.push(profile);
    else console.error(error?.code);
  }
  return found.map(({ name }) => name);
}

export async function isRegistered(number: string): Promise<boolean> {
  try {
    return (await lookup(number, { headers: async () => ({ authorization: 'Bearer token' }), fetch })).isWhatsApp;
  } catch (thrown) {
    if (thrown instanceof LookupError && thrown.code === 'invalid-number') return false;
    throw thrown;
  }
}

// @ts-expect-error a number loses its plus sign and its leading zeros
lookup(13105550123);
// @ts-expect-error headers are texts
lookup('+13105550123', { headers: { 'x-tenant': 1 } });
// @ts-expect-error there is no such option
mount('#cards', { phone: '+13105550123' });
// @ts-expect-error the event has no such detail
props.onLoad = (event) => event.detail.profile;
