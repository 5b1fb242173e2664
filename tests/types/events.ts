// Given listeners on a card, on the document and on the window, when they are added by name, then events have their types.

import type {
  CardState,
  LookupErrorCode,
  PhoneProfileElement,
  PhoneProfileEvent,
  PhoneProfileEventDetail,
  PhoneProfileEventMap,
} from 'phone-profile';
import { expectType } from './expect.js';

const card = document.createElement('phone-profile');

card.addEventListener('phone-profile-load', function (event) {
  expectType<PhoneProfileElement>()(this);
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
card.addEventListener('click', (event) => expectType<PointerEvent>()(event));
card.addEventListener('something-else', (event) => expectType<Event>()(event));
card.removeEventListener('something-else', { handleEvent() {} });

document.addEventListener('phone-profile-error', (event) => expectType<PhoneProfileEventDetail>()(event.detail));
window.addEventListener('phone-profile-load', (event) => expectType<PhoneProfileEventDetail>()(event.detail));
document.body.addEventListener('phone-profile-load', (event) => {
  if (event.target instanceof HTMLElement) console.log(event.target.localName);
});

const names: (keyof PhoneProfileEventMap)[] = [
  'phone-profile-request',
  'phone-profile-load',
  'phone-profile-error',
  'phone-profile-statechange',
];
for (const name of names) card.addEventListener(name, (event) => expectType<PhoneProfileEventDetail>()(event.detail));
