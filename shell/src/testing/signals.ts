// What an answer alone tells a reviewer to look at, as core/src/signal.rs has it, but for its age, which takes a clock.

import type { PictureState, Profile, Signal } from '../types/profile.js';

const OF_PICTURE: Record<PictureState, Signal | undefined> = {
  public: undefined,
  none: 'no-picture',
  private: 'picture-hidden',
  unknown: 'picture-unknown',
};

export function signalsOf(profile: Omit<Profile, 'signals'>): Signal[] {
  const { isWhatsApp, pictureState, isBusiness, match, number, requested, warnings, lastChecked } = profile;
  const shows: [Signal | undefined, boolean][] = [
    ['not-registered', !isWhatsApp],
    [OF_PICTURE[pictureState], isWhatsApp],
    ['business', isBusiness === true],
    ['name-differs', match?.result === 'different'],
    ['other-number', number !== requested],
    ['unknown-number-range', warnings.includes('unknown-number-range')],
    ['checked-unknown', lastChecked === null],
  ];
  return shows.flatMap(([signal, isShown]) => (signal && isShown ? [signal] : []));
}
