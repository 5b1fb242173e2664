// Given React 19, when <PhoneProfile> is used, then options, events and refs have their types.

import type { PhoneProfileElement, PhoneProfileEvent, Profile } from 'phone-profile';
import { PhoneProfile, type PhoneProfileProps } from 'phone-profile/react';
import { useCallback, useRef } from 'react';

export function Caller({ number, known }: { number: string; known: Profile | null }) {
  const card = useRef<PhoneProfileElement>(null);
  return (
    <PhoneProfile
      ref={card}
      className="card"
      data-row="1"
      number={number}
      endpoint={new URL('https://dash.example/lookup')}
      variant="compact"
      maxAge={60}
      headingLevel={4}
      mask
      profile={known}
      strings={{ retry: 'Once more' }}
      fetcher={fetch}
      onRequest={(event) => event.preventDefault()}
      onLoad={(event) => console.log(event.target.profile?.name, event.detail.state)}
      onError={(event) => console.log(event.detail.code)}
      onStateChange={(event) => console.log(event.detail.durationMs)}
      onClick={() => void card.current?.refresh()}
    >
      {number}
    </PhoneProfile>
  );
}

export const props: PhoneProfileProps = { number: null };

export function Listening({ onName }: { onName: (name: string | null) => void }) {
  const loaded = useCallback((event: PhoneProfileEvent) => onName(event.target.profile?.name ?? null), [onName]);
  return <PhoneProfile number="+13105550123" onLoad={loaded} onError={({ target }) => onName(target.error?.code ?? null)} />;
}
