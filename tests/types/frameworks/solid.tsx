// Given Solid, when <phone-profile> is written as JSX, then attributes, properties, events and refs have their types.
/** @jsxImportSource solid-js */

import type {} from 'phone-profile/solid';
import type { PhoneProfileElement } from 'phone-profile';

let card: PhoneProfileElement | undefined;

export const contact = () => (
  <phone-profile
    ref={card}
    class="card"
    number="+13105550123"
    variant="avatar"
    max-age={60}
    headingLevel={4}
    mask={false}
    prop:profile={null}
    strings={{ retry: 'Noch einmal' }}
    on:phone-profile-load={(event) => console.log(event.target.profile?.name)}
  >
    <button slot="actions">Call</button>
  </phone-profile>
);

// @ts-expect-error there is no such variant
export const variant = () => <phone-profile variant="tiny" />;
// @ts-expect-error a phone number is no profile
export const profile = () => <phone-profile prop:profile="+13105550123" />;
// @ts-expect-error no personal data in the detail
export const detail = () => <phone-profile on:phone-profile-load={(event) => event.detail.profile} />;

export const list = () => <phone-profile-list rows={['+13105550123']} prop:columns={['person']} on:phone-profile-list-open={(event) => console.log(event.detail.index)} />;
// @ts-expect-error there is no such mode
export const mode = () => <phone-profile-list lookup="hover" />;
