'use client';

import { useState } from 'react';
import { PhoneProfile } from 'phone-profile/react';

const strings = { checked: 'Looked up' };

export function Caller({ number, endpoint }: { number: string; endpoint: string }) {
  const [state, setState] = useState('idle');
  return (
    <>
      <p id="state">{state}</p>
      <PhoneProfile
        number={number}
        endpoint={endpoint}
        expectedName="Maya Lindqvist"
        strings={strings}
        onLoad={(event) => setState(event.detail.state)}
      />
    </>
  );
}
