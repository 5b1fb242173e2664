// Given listeners on a card, on the document and on the window, when they are added by name, then events have their types.

import {
  PhoneProfileElement,
  type CardState,
  type LookupErrorCode,
  type PhoneProfileEvent,
  type PhoneProfileEventDetail,
  type PhoneProfileEventMap,
  type Profile,
} from 'phone-profile';
import { expectType } from './expect.js';

const card = document.createElement('phone-profile');

card.addEventListener('phone-profile-load', function (event) {
  expectType<PhoneProfileElement>()(this);
  expectType<PhoneProfileElement>()(event.target);
  expectType<PhoneProfileEvent>()(event);
  expectType<PhoneProfileEventDetail>()(event.detail);
  expectType<CardState>()(event.detail.state);
  expectType<number | undefined>()(event.detail.durationMs);
  expectType<string | undefined>()(event.detail.requestId);
});
card.addEventListener('phone-profile-error', (event) => expectType<LookupErrorCode | undefined>()(event.detail.code));
card.addEventListener('phone-profile-request', (event) => event.preventDefault(), { once: true });
const changed = (event: PhoneProfileEvent) => console.log(event.detail.state);
card.addEventListener('phone-profile-statechange', changed);
card.removeEventListener('phone-profile-statechange', changed);

// The element's other events stay what they are, and unknown ones are plain.
card.addEventListener('click', (event) => expectType<HTMLElementEventMap['click']>()(event));
card.addEventListener('something-else', (event) => expectType<Event>()(event));
card.removeEventListener('something-else', { handleEvent() {} });

// Wherever it is heard, the card is its target.
document.addEventListener('phone-profile-error', (event) => expectType<PhoneProfileEventDetail>()(event.detail));
document.addEventListener('phone-profile-load', ({ target }) => expectType<Profile | null>()(target.profile));
window.addEventListener('phone-profile-load', (event) => expectType<PhoneProfileElement>()(event.target));
document.body.addEventListener('phone-profile-load', (event) => {
  if (event.target instanceof HTMLElement) console.log(event.target.localName);
});
// In a shadow root's host, it is found behind the host.
document.addEventListener('phone-profile-load', (event) => {
  const [card] = event.composedPath();
  if (card instanceof PhoneProfileElement) console.log(card.profile);
});

// A listener of its own, and with a type of its own.
const loaded = (event: PhoneProfileEvent): void => console.log(event.target.profile?.name);
card.addEventListener('phone-profile-load', loaded);
document.addEventListener('phone-profile-load', loaded);
document.addEventListener('phone-profile-load', (event: CustomEvent<PhoneProfileEventDetail>) => console.log(event.detail));
document.addEventListener('phone-profile-load', (event: Event) => console.log(event.type));
const plain: CustomEvent<PhoneProfileEventDetail> = {} as PhoneProfileEvent;
const state: CardState = plain.detail.state;
console.log(state);

const names: (keyof PhoneProfileEventMap)[] = [
  'phone-profile-request',
  'phone-profile-load',
  'phone-profile-error',
  'phone-profile-statechange',
];
for (const name of names) card.addEventListener(name, (event) => expectType<PhoneProfileEventDetail>()(event.detail));
