// Given <phone-profile>, when a page uses it wrongly, then its compiler says so.

import type { Profile } from 'phone-profile';

const card = document.createElement('phone-profile');

// @ts-expect-error a number loses its plus sign and its leading zeros
card.number = 13105550123;
// @ts-expect-error there is no such variant
card.variant = 'tiny';
// @ts-expect-error there is no such theme
card.theme = 'blue';
// @ts-expect-error nor such a way of loading
card.loading = 'never';
// @ts-expect-error seconds, not a text with a unit
card.maxAge = '15m';
// @ts-expect-error the page's one h1 is no card's
card.headingLevel = 1;
// @ts-expect-error no level, and not the word for it
card.headingLevel = 'off';
// @ts-expect-error as aria-live has it
card.announce = 'polite';
// @ts-expect-error a boolean, unlike the attribute
card.mask = '';
// @ts-expect-error there is no such text
card.strings = { tryAgain: 'Noch einmal' };
// @ts-expect-error texts are texts
card.strings = { retry: 1 };
// @ts-expect-error a fetch function gives a promise of a Response
card.fetcher = () => ({ isWhatsApp: true });
// @ts-expect-error the element decides about its state
card.state = 'ready';
// @ts-expect-error and its error
card.error = null;
// @ts-expect-error and when it is ready
card.ready = Promise.resolve();
// @ts-expect-error a phone number is no profile
card.profile = '+13105550123';
// @ts-expect-error there may be no answer yet
card.profile.name;
// @ts-expect-error the name may be unknown
card.profile?.name.toUpperCase();

declare const profile: Profile;
// @ts-expect-error answers are frozen
profile.name = 'Somebody else';
// @ts-expect-error also their lists
profile.business?.websites.push('https://other.example/');
// @ts-expect-error unknown is no no
const business: boolean = profile.isBusiness;
// @ts-expect-error a broken picture is the card's finding, not the answer's
profile.pictureState === 'broken';
// @ts-expect-error a failed lookup has no profile
profile.success === false;
