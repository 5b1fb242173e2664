// Given React 19, when <phone-profile> is written wrongly, then the compiler says so.

import type {} from 'phone-profile/jsx';

// @ts-expect-error a number loses its plus sign and its leading zeros
export const number = <phone-profile number={13105550123} />;
// @ts-expect-error there is no such variant
export const variant = <phone-profile variant="tiny" />;
// @ts-expect-error seconds, not a text with a unit
export const maxAge = <phone-profile max-age="15m" />;
// @ts-expect-error the page's one h1 is no card's
export const level = <phone-profile heading-level={1} />;
// @ts-expect-error nor as text
export const levelText = <phone-profile heading-level="1" />;
// @ts-expect-error there is no such property
export const unknown = <phone-profile phoneNumber="+13105550123" />;
// @ts-expect-error the element decides about its state
export const state = <phone-profile state="ready" />;
// @ts-expect-error a phone number is no profile
export const profile = <phone-profile profile="+13105550123" />;
// @ts-expect-error there is no such text
export const strings = <phone-profile strings={{ tryAgain: 'Noch einmal' }} />;
// @ts-expect-error a listener, not what it returns
export const called = <phone-profile onphone-profile-load={console.log('loaded')?.toString()} />;
// @ts-expect-error no personal data in the detail
export const detail = <phone-profile onphone-profile-load={(event) => event.detail.profile} />;
// @ts-expect-error a reference to another element
export const reference = <phone-profile ref={(element: HTMLInputElement | null) => console.log(element?.value)} />;
