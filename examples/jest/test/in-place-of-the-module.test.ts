// Whoever mocks by habit, or has it in `moduleNameMapper`: phone-profile/testing has all names of phone-profile.

import { lookup } from 'phone-profile';
import { profiles, stubLookups } from 'phone-profile/testing';

jest.mock('phone-profile', () => jest.requireActual('phone-profile/testing'));

test('given the stub in place of the module when looked up then it answers', async () => {
  stubLookups({ '+1 310 555 0101': profiles.business() });

  expect((await lookup('+1 310 555 0101')).isBusiness).toBe(true);
});
