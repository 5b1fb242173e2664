import { useState } from 'react';
import { PhoneProfile } from 'phone-profile/react';

export function Contact({ number }: { number: string }) {
  const [state, setState] = useState('…');
  return (
    <section>
      <PhoneProfile
        number={number}
        endpoint="http://localhost:8080/lookup"
        onLoad={() => setState('found')}
        onError={(event) => setState(`failed: ${event.detail.code}`)}
      />
      <p>{state}</p>
    </section>
  );
}
