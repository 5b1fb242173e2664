// Given Vue, when <phone-profile> is looked up among the global components, then props and events have their types.

import type {} from 'phone-profile/vue';
import type { PhoneProfileElement } from 'phone-profile';
import { ref, useTemplateRef, type GlobalComponents } from 'vue';

type Card = InstanceType<GlobalComponents['phone-profile']>;
type Props = Card['$props'];

export const props: Props = {
  class: 'card',
  key: 'contact',
  number: '+13105550123',
  endpoint: '/lookup',
  variant: 'compact',
  'max-age': '60',
  maxAge: 60,
  headingLevel: '4',
  'expected-name': 'Maya Lindqvist',
  mask: false,
  profile: { number: '13105550123', isWhatsApp: true },
  strings: { retry: 'Noch einmal' },
  onClick: (event) => event.preventDefault(),
  onPhoneProfileRequest: (event) => event.preventDefault(),
  onPhoneProfileLoad: (event) => console.log(event.target.profile?.name),
};

type List = InstanceType<GlobalComponents['phone-profile-list']>;
export const list: List['$props'] = {
  rows: ['+13105550123'],
  lookup: 'all',
  onPhoneProfileListOpen: (event) => console.log(event.detail.index),
};
// @ts-expect-error there is no such mode
export const mode: List['$props'] = { lookup: 'hover' };

declare const card: Card;
export const element: PhoneProfileElement = card;
export const name: string | null | undefined = card.profile?.name;
card.$emit('phone-profile-load', {} as Parameters<Card['$emit']>[1]);

// What a template's ref gives, in either way of declaring it
const named = useTemplateRef<PhoneProfileElement>('card');
export const refreshed = named.value?.refresh();
const own = ref<PhoneProfileElement | null>(null);
own.value = card;
export const state: string | undefined = own.value?.state;

// @ts-expect-error there is no such variant
export const variant: Props = { variant: 'tiny' };
// @ts-expect-error a number loses its plus sign and its leading zeros
export const number: Props = { number: 13105550123 };
// @ts-expect-error seconds, not a text with a unit
export const maxAge: Props = { maxAge: '15m' };
// @ts-expect-error no personal data in the detail
export const detail: Props = { onPhoneProfileLoad: (event) => event.detail.profile };
// @ts-expect-error there is no such event
card.$emit('phone-profile-loaded', {} as never);
