// Answers for tests: one for each thing that a lookup can say. Whatever a fixture doesn't say is unknown, as in an answer.

import type { BusinessProfile, Profile } from '../types/profile.js';
import { signalsOf } from './signals.js';

/**
 * What a test says of an answer itself. Without a `number`, it is the one that was asked for; without `signals`, they are
 * what the rest tells, but for the age of an answer; `match` is what the test says.
 */
export type ProfileFields = Partial<Omit<Profile, 'success' | 'requested'>>;

const NUMBER = '+13105550123';
const PICTURE = 'https://pictures.example/96.jpg';

const UNKNOWN: Omit<Profile, 'signals'> = {
  success: true,
  isWhatsApp: true,
  number: NUMBER,
  profilePic: null,
  profilePicThumb: null,
  name: null,
  about: null,
  isBusiness: null,
  lastChecked: null,
  pictureState: 'unknown',
  pictureExpiresAt: null,
  isVerified: null,
  business: null,
  source: 'live',
  quota: null,
  requested: NUMBER,
  warnings: [],
  match: null,
};

const PUBLIC_PICTURE: ProfileFields = { profilePic: PICTURE, profilePicThumb: PICTURE, pictureState: 'public' };
const PERSON: ProfileFields = { name: 'Maya Lindqvist', isBusiness: false };
const SHOP: ProfileFields = { name: 'Harbor Bakery', isBusiness: true };

const DETAILS: BusinessProfile = {
  description: 'Bread and cakes',
  email: 'hello@bakery.example',
  address: '1 Harbor Street',
  websites: ['https://bakery.example/'],
  categories: ['Bakery'],
  memberSince: null,
};

/** Those that are about whatever number is asked for. */
const ofAnyNumber = new WeakSet<object>();

/** Those whose signals are what the rest of them tells. */
const withTheirSignals = new WeakSet<object>();

/** Makes answers: `profiles.person({ name: 'Maya Lindqvist' })`. */
export const profiles = {
  /** A person with a public picture. */
  person: fixture({ ...PERSON, ...PUBLIC_PICTURE }),
  /** A business, which nobody has verified. */
  business: fixture({ ...SHOP, ...PUBLIC_PICTURE, business: DETAILS }),
  /** A business whose name is verified. */
  verifiedBusiness: fixture({ ...SHOP, ...PUBLIC_PICTURE, isVerified: true, business: DETAILS }),
  /** A person whose privacy setting hides the picture. */
  hiddenPicture: fixture({ ...PERSON, pictureState: 'private' }),
  /** A person who has set no picture. */
  noPicture: fixture({ ...PERSON, pictureState: 'none' }),
  /** A person without a picture, and nothing says why. */
  unknownPicture: fixture(PERSON),
  /** A registered number, and nothing else is known. */
  unknown: fixture({}),
  /** The number is not registered: an answer, and no error. */
  notRegistered: fixture({ isWhatsApp: false }),
};

/** The answer as a lookup of that number gives it. */
export function answerFor(profile: Profile, requested: string): Profile {
  const number = ofAnyNumber.has(profile) ? requested : profile.number;
  const answer = { ...profile, number, requested };
  const isStated = profile.signals && !withTheirSignals.has(profile);
  return Object.freeze({ ...answer, signals: isStated ? profile.signals : signalsOf(answer) });
}

/** An answer of the page's own. */
export function givenProfile(data: ProfileFields): Profile {
  const number = `+${`${data.number ?? ''}`.replace(/\D/g, '')}`;
  const isWhatsApp = data.isWhatsApp ?? true;
  const profile = { ...UNKNOWN, ...data, isWhatsApp, number, requested: number, success: true, source: 'given' } as const;
  return Object.freeze({ ...profile, signals: signalsOf(profile) });
}

function fixture(own: ProfileFields): (fields?: ProfileFields) => Profile {
  return (fields = {}) => {
    const number = fields.number ?? NUMBER;
    const answer = { ...UNKNOWN, ...own, ...fields, number, requested: number, success: true as const };
    const profile = Object.freeze({ ...answer, signals: fields.signals ?? signalsOf(answer) });
    if (fields.number === undefined) ofAnyNumber.add(profile);
    if (fields.signals === undefined) withTheirSignals.add(profile);
    return profile;
  };
}
