// Given <phone-profile> found or made in a document, when its properties are read and set, then they have their types.

import { PhoneProfileElement, type CardState, type LookupError, type Profile, type Strings } from 'phone-profile';
import { expectType } from './expect.js';

// Both ways of getting one know the class by its tag name.
const card = document.createElement('phone-profile');
expectType<PhoneProfileElement>()(card);
expectType<PhoneProfileElement | null>()(document.querySelector('phone-profile'));
expectType<NodeListOf<PhoneProfileElement>>()(document.querySelectorAll('phone-profile'));
const asElement: HTMLElement = card;
asElement.hidden = true;

expectType<string | null>()(card.number);
expectType<string | null>()(card.endpoint);
expectType<string | null>()(card.region);
expectType<'card' | 'compact' | 'avatar'>()(card.variant);
expectType<'auto' | 'light' | 'dark'>()(card.theme);
expectType<string>()(card.lang);
expectType<'eager' | 'lazy'>()(card.loading);
expectType<number>()(card.maxAge);
expectType<'show' | 'hide'>()(card.picture);
expectType<boolean>()(card.mask);
expectType<string | null>()(card.expectedName);
expectType<string | null>()(card.purpose);
expectType<number | 'none'>()(card.headingLevel);
expectType<'auto' | 'always' | 'off'>()(card.announce);
expectType<CardState>()(card.state);
expectType<LookupError | null>()(card.error);
expectType<Promise<void>>()(card.ready);
expectType<Profile | null>()(card.profile);
expectType<typeof fetch | null>()(card.fetcher);
expectType<Partial<Strings> | null>()(card.strings);
expectType<Promise<Profile>>()(card.refresh());
expectType<void>()(card.abort());

card.number = '+1 310 555 0123';
card.endpoint = new URL('https://dash.example/lookup');
card.endpoint = '/lookup';
card.region = 'US';
card.variant = 'avatar';
card.theme = 'dark';
card.lang = 'de-CH';
card.loading = 'eager';
card.maxAge = 60;
card.picture = 'hide';
card.mask = true;
card.expectedName = 'Maya Lindqvist';
card.purpose = 'onboarding';
card.headingLevel = 2;
card.headingLevel = 'none';
card.announce = 'off';
card.fetcher = (input, init) => fetch(input, { ...init, credentials: 'include' });
card.strings = { retry: 'Noch einmal' };
card.profile = { number: '13105550123', isWhatsApp: true };
card.profile = card.profile;

// Unset, as a framework does it with a prop that went away.
card.number = null;
card.number = undefined;
card.variant = null;
card.maxAge = undefined;
card.profile = null;
card.strings = undefined;
card.fetcher = null;

expectType<string>()(PhoneProfileElement.version);
expectType<readonly string[]>()(PhoneProfileElement.observedAttributes);
expectType<readonly string[]>()(PhoneProfileElement.properties);
class OwnCard extends PhoneProfileElement {}
customElements.define('own-card', OwnCard);
