// Given Preact, when <phone-profile> is written as JSX, then attributes, properties, events and refs have their types.
/** @jsxImportSource preact */

import type {} from 'phone-profile/preact';
import type { PhoneProfileElement } from 'phone-profile';
import { createRef } from 'preact';

const card = createRef<PhoneProfileElement>();

export const contact = (
  <phone-profile
    ref={card}
    class="card"
    number="+13105550123"
    variant="avatar"
    max-age={60}
    headingLevel={4}
    mask={false}
    profile={null}
    strings={{ retry: 'Noch einmal' }}
    onphone-profile-load={(event) => console.log(event.target.profile?.name)}
  >
    <button slot="actions">Call</button>
  </phone-profile>
);

// @ts-expect-error there is no such variant
export const variant = <phone-profile variant="tiny" />;
// @ts-expect-error seconds, not a text with a unit
export const maxAge = <phone-profile max-age="15m" />;
// @ts-expect-error no personal data in the detail
export const detail = <phone-profile onphone-profile-load={(event) => event.detail.profile} />;

export const list = <phone-profile-list rows={['+13105550123']} lookup="all" onphone-profile-list-open={(event) => console.log(event.detail.index)} />;
// @ts-expect-error there is no such mode
export const mode = <phone-profile-list lookup="hover" />;
