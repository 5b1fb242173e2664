'use client';

import { useEffect, useState } from 'react';
import 'phone-profile/define';

/** What the card says, and what the route handler says about the same number. */
export function Heard({ number }: { number: string }) {
  const [state, setState] = useState('idle');
  const [name, setName] = useState('');

  useEffect(() => {
    const card = document.querySelector('phone-profile')!;
    const heard = () => setState(card.state);
    heard();
    card.addEventListener('phone-profile-statechange', heard);
    return () => card.removeEventListener('phone-profile-statechange', heard);
  }, []);

  useEffect(() => {
    fetch(`/name?${new URLSearchParams({ number })}`)
      .then((response) => response.json())
      .then((answer) => setName(answer.name));
  }, [number]);

  return (
    <>
      <p id="state">{state}</p>
      <p id="server">{name}</p>
    </>
  );
}
