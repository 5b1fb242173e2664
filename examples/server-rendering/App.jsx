import { PhoneProfile } from 'phone-profile/react';

export function App({ number }) {
  return (
    <main>
      <h1>Caller</h1>
      <PhoneProfile number={number} endpoint="/" expectedName="Maya Lindqvist">
        {number}
      </PhoneProfile>
      <phone-profile number={number} endpoint="/" variant="avatar" />
    </main>
  );
}
