import type {} from 'phone-profile/solid';
import { createSignal } from 'solid-js';

const strings = { checked: 'Looked up' };

export function App() {
  const [state, setState] = createSignal('idle');
  return (
    <main>
      <h1>Caller</h1>
      <phone-profile
        number="+1 310 555 0123"
        endpoint="http://localhost:8080/lookup"
        expected-name="Maya Lindqvist"
        prop:strings={strings}
        on:phone-profile-load={(event) => setState(event.detail.state)}
      />
      <p id="state">{state()}</p>
    </main>
  );
}
