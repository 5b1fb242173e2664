// Given React 19, when <PhoneProfile> is given what it can't use, then it doesn't compile.

import { PhoneProfile } from 'phone-profile/react';

export const wrong = [
  // @ts-expect-error a number is a text, since it may begin with a plus sign
  <PhoneProfile number={13105550123} />,
  // @ts-expect-error no such variant
  <PhoneProfile variant="large" />,
  // @ts-expect-error no such level
  <PhoneProfile headingLevel={1} />,
  // @ts-expect-error there is no such text
  <PhoneProfile strings={{ nope: 'x' }} />,
  // @ts-expect-error the event has no such detail
  <PhoneProfile onLoad={(event) => event.detail.profile} />,
  // @ts-expect-error there may be no answer
  <PhoneProfile onLoad={(event) => event.target.profile.name} />,
  // @ts-expect-error there is no such option
  <PhoneProfile phone="+13105550123" />,
];
