// Answers for tests: one for each thing that a lookup can say. Whatever a fixture doesn't say is unknown, as in an answer.

import type { BusinessProfile, Profile } from '../types/profile.js';

/** What a test says of an answer itself. Without a `number`, it is the one that was asked for. */
export type ProfileFields = Partial<Omit<Profile, 'success' | 'requested'>>;

const NUMBER = '+13105550123';
const PICTURE = 'https://pictures.example/96.jpg';

const UNKNOWN: Profile = {
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
  return Object.freeze({ ...profile, number, requested });
}

/** An answer of the page's own. */
export function givenProfile(data: ProfileFields): Profile {
  const number = `${data.number ?? ''}`;
  return Object.freeze({ ...UNKNOWN, ...data, number, requested: number, success: true as const, source: 'given' as const });
}

function fixture(own: ProfileFields): (fields?: ProfileFields) => Profile {
  return (fields = {}) => {
    const number = fields.number ?? NUMBER;
    const profile = Object.freeze({ ...UNKNOWN, ...own, ...fields, number, requested: number, success: true as const });
    if (fields.number === undefined) ofAnyNumber.add(profile);
    return profile;
  };
}
