// Given what people write in their pages, when it is compiled, then nothing has to be cast.

import { attach, configure, lookupMany, type LookupError, type PhoneProfileElement, type Profile } from 'phone-profile';
import { expectType } from './expect.js';

// An element that may not be there, and one that is made
expectType<Promise<Profile> | undefined>()(document.querySelector('phone-profile')?.refresh());
expectType<PhoneProfileElement | null>()(document.querySelector<PhoneProfileElement>('#contact'));
const card = document.createElement('phone-profile');
card.number = '+1 310 555 0123';
document.body.append(card);
for (const { state, profile } of document.querySelectorAll('phone-profile')) console.log(state, profile?.name);
const [first] = document.getElementsByTagName('phone-profile');
expectType<PhoneProfileElement | undefined>()(first);
const near = card.closest('phone-profile');
expectType<PhoneProfileElement | null>()(near);

// A list of numbers, as it comes
for await (const { number, profile, error } of lookupMany(['+13105550123'], { concurrency: 2 })) {
  expectType<string>()(number);
  expectType<Profile | undefined>()(profile);
  expectType<LookupError | undefined>()(error);
  console.log(profile?.name ?? error?.code);
}
lookupMany(new Set(['+13105550123']));
// @ts-expect-error a number, not a list of them
lookupMany(13105550123);

// A token that is asked for anew
configure({ headers: async () => ({ authorization: `Bearer ${await Promise.resolve('token')}` }) });
configure({ headers: () => new Headers({ authorization: 'Bearer token' }) });
// @ts-expect-error headers are texts
configure({ headers: async () => ({ 'x-tenant': 1 }) });

const attached = attach(document, { selector: '.phone', trigger: 'hover', inline: 'avatar', variant: 'compact' });
attached.detach();
attach(document, {
  placement: 'right-start',
  offset: 4,
  showDelayMs: 300,
  hideDelayMs: 200,
  hide: ['time', 'business'],
  announce: 'off',
  onShow: (card, anchor) => anchor.classList.toggle('is-open', card.state !== 'error'),
  onHide: (card: PhoneProfileElement, anchor: Element) => console.log(card.localName, anchor.id),
});
// @ts-expect-error no such side
attach(document, { placement: 'middle' });
// @ts-expect-error no such part
attach(document, { hide: ['name'] });
// @ts-expect-error there is no such trigger
attach(document.body, { trigger: 'touch' });
