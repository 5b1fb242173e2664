// Given React 18, when <phone-profile> is given what that can't set, then the compiler says so.

import type {} from 'phone-profile/jsx';

// @ts-expect-error there is no such theme
export const theme = <phone-profile theme="blue" />;
// @ts-expect-error it would write mask="false", which masks
export const mask = <phone-profile mask={false} />;
// @ts-expect-error it would write the attribute classname
export const className = <phone-profile className="card" />;
// @ts-expect-error it would write profile="[object Object]"
export const profile = <phone-profile profile={{ number: '13105550123', isWhatsApp: true }} />;
// @ts-expect-error it would write the attribute maxage
export const maxAge = <phone-profile maxAge={60} />;
// @ts-expect-error it adds no listeners of such names
export const listener = <phone-profile onphone-profile-load={() => console.log('loaded')} />;
