// Given React 19, when <phone-profile> is written as JSX, then attributes, properties, events and refs have their types.

import type {} from 'phone-profile/jsx';
import type { PhoneProfileElement, Profile } from 'phone-profile';
import { useRef } from 'react';

export function Contact({ number, profile }: { number: string; profile: Profile | null }) {
  const card = useRef<PhoneProfileElement>(null);
  return (
    <phone-profile
      ref={card}
      key={number}
      id="contact"
      className="card"
      number={number}
      endpoint={new URL('https://dash.example/lookup')}
      region="US"
      variant="compact"
      theme="dark"
      lang="de"
      loading="eager"
      max-age={60}
      picture="hide"
      mask={number === ''}
      expected-name="Maya Lindqvist"
      purpose={undefined}
      heading-level={4}
      profile={profile}
      fetcher={(input, init) => fetch(input, init)}
      strings={{ retry: 'Noch einmal' }}
      onClick={(event) => event.currentTarget.refresh()}
      onphone-profile-request={(event) => event.preventDefault()}
      onphone-profile-load={(event) => console.log(event.target.profile?.name, event.detail.durationMs?.toFixed())}
      onphone-profile-error={({ currentTarget, detail }) => console.log(currentTarget.error?.message, detail.code)}
      onphone-profile-statechangeCapture={(event) => console.log(event.detail.state)}
    >
      <a href={`tel:${number}`}>{number}</a>
      <button slot="actions">Call</button>
    </phone-profile>
  );
}

export const few = <phone-profile number="+13105550123" />;
export const asProperties = <phone-profile class="card" maxAge={60} expectedName={null} headingLevel={2} mask />;
export const asTexts = <phone-profile max-age="60" heading-level="2" mask="" />;
