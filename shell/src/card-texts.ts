// The English texts of a card that TypeScript shows, in a stubbed card and in a list. A test holds them against the real
// card's (src/card/strings.rs).

import type { LookupErrorCode } from './errors.js';
import type { Strings } from './types/strings.js';

export const ENGLISH = {
  loading: 'Looking up…',
  noName: 'No name received',
  business: 'Business',
  verified: 'Verified',
  registered: 'Registered on WhatsApp',
  notRegistered: 'Not registered on WhatsApp',
  picturePrivate: 'Picture hidden by privacy setting',
  pictureNone: 'No picture set',
  pictureUnknown: 'No picture received, reason unknown',
  retry: 'Try again',
  errorInvalidNumber: "This number can't be looked up",
  errorNetwork: 'No connection to the lookup service',
  errorTimeout: 'The lookup took too long',
  errorAborted: 'The lookup was stopped',
  errorUnauthorized: 'Sign-in needed for lookups',
  errorForbidden: 'Lookups are not allowed here',
  errorNotInCache: 'No saved answer for this number',
  errorRateLimited: 'Too many lookups at once',
  errorQuotaExhausted: 'No lookups left in this plan',
  errorServer: 'The lookup service failed',
  errorBadResponse: 'The answer could not be understood',
} as const satisfies Partial<Strings>;

export type Texts = Record<keyof typeof ENGLISH, string>;

/** The title of an error; of what no endpoint can answer, that of an unusable answer. */
export function errorTitle(texts: Texts, code: LookupErrorCode): string {
  const name = code.replace(/(?:^|-)(.)/g, (_, letter: string) => letter.toUpperCase());
  return (texts as Record<string, string>)[`error${name}`] ?? texts.errorBadResponse;
}
