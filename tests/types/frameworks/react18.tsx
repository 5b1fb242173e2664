// Given React 18, when <phone-profile> is written as JSX, then attributes and refs have their types.

import type {} from 'phone-profile/jsx';
import type { PhoneProfileElement } from 'phone-profile';
import { useEffect, useRef } from 'react';

export function Contact({ number, masked }: { number: string; masked: boolean }) {
  const card = useRef<PhoneProfileElement>(null);
  useEffect(() => {
    const element = card.current;
    const loaded = () => console.log(element?.profile?.name);
    element?.addEventListener('phone-profile-load', loaded);
    return () => element?.removeEventListener('phone-profile-load', loaded);
  }, []);
  return (
    <phone-profile
      ref={card}
      class="card"
      number={number}
      variant="compact"
      max-age={60}
      heading-level="4"
      expected-name="Maya Lindqvist"
      mask={masked ? '' : undefined}
      onClick={(event) => event.currentTarget.abort()}
    >
      {number}
    </phone-profile>
  );
}

export const masked = <phone-profile number="+13105550123" mask />;
