import { useState } from 'react';
import { PhoneProfile } from 'phone-profile/react';

const strings = { checked: 'Looked up' };

export function App() {
  const [state, setState] = useState('idle');
  return (
    <main>
      <h1>Caller</h1>
      <PhoneProfile
        number="+1 310 555 0123"
        endpoint="http://localhost:8080/lookup"
        expectedName="Maya Lindqvist"
        strings={strings}
        onLoad={(event) => setState(event.detail.state)}
      />
      <p id="state">{state}</p>
    </main>
  );
}
