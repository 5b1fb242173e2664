import { StrictMode, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { PhoneProfile } from 'phone-profile/react';

function App() {
  const [state, setState] = useState('idle');
  return (
    <>
      <h1>Caller</h1>
      <p id="state">{state}</p>
      <PhoneProfile
        number="+1 310 555 0123"
        endpoint="/"
        expectedName="Maya Lindqvist"
        strings={{ checked: 'Looked up' }}
        onStateChange={(event) => setState(event.detail.state)}
      />
    </>
  );
}

createRoot(document.querySelector('#app')).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
