// Given Svelte, when <phone-profile> is looked up among the elements, then attributes, properties and events have their types.
// The checker's own functions, which it adds by their file too.
/// <reference path="../node_modules/svelte/svelte-html.d.ts" />

import type {} from 'phone-profile/svelte';
import type { PhoneProfileElement } from 'phone-profile';
import type { SvelteHTMLElements } from 'svelte/elements';

type Props = SvelteHTMLElements['phone-profile'];

export const props: Props = {
  class: 'card',
  number: '+13105550123',
  variant: 'compact',
  'max-age': '60',
  maxAge: 60,
  'heading-level': 4,
  'expected-name': 'Maya Lindqvist',
  mask: true,
  profile: { number: '13105550123', isWhatsApp: true },
  strings: { retry: 'Noch einmal' },
  onclick: (event) => event.currentTarget.refresh(),
  'on:phone-profile-request': (event) => event.preventDefault(),
  'onphone-profile-load': (event) => console.log(event.target.profile?.name),
  'onphone-profile-errorcapture': (event) => console.log(event.detail.code),
};

export const list: SvelteHTMLElements['phone-profile-list'] = {
  rows: ['+13105550123'],
  columns: ['person', { field: 'owner' }],
  'onphone-profile-list-select': (event) => console.log(event.currentTarget.selected),
};

// What `bind:this` gives, as Svelte's checker writes it
export const bound: PhoneProfileElement = svelteHTML.createElement('phone-profile', { number: '+13105550123' });

// @ts-expect-error there is no such variant
export const variant: Props = { variant: 'tiny' };
// @ts-expect-error a number loses its plus sign and its leading zeros
export const number: Props = { number: 13105550123 };
// @ts-expect-error seconds, not a text with a unit
export const maxAge: Props = { 'max-age': '15m' };
// @ts-expect-error no personal data in the detail
export const detail: Props = { 'onphone-profile-load': (event) => event.detail.profile };
// @ts-expect-error there is no such event
export const event: Props = { 'onphone-profile-loaded': () => {} };
// @ts-expect-error a card is no input
export const input: HTMLInputElement = svelteHTML.createElement('phone-profile', {});
