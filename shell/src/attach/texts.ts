// The texts of attach(): English, with places for what differs.

export const ENGLISH = {
  /** The name of a number's button. */
  profileOf: 'Profile of {subject}',
} as const;
