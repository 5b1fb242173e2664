// What the back end answers about a number, and in which words the card says it. `null` is unknown, never "no".

export interface Answer {
  readonly isRegistered: boolean;
  /** E.164, as asked for and as the service answered. */
  readonly requested: string;
  readonly number: string;
  readonly name: string | null;
  readonly isBusiness: boolean | null;
  readonly isVerified: boolean | null;
  /** The URL of the picture, for a quarter of an hour. */
  readonly picture: string | null;
  readonly pictureState: 'public' | 'private' | 'none' | 'unknown';
  readonly lastChecked: string | null;
}

/** Why there is no answer, in words to show. */
export interface Failure {
  readonly error: string;
}

export const pictureWords: Record<Answer['pictureState'], string> = {
  public: 'Public',
  private: 'Hidden by privacy setting',
  none: 'None set',
  unknown: 'None received, reason unknown',
};

/** Yes and no only where the service has said so. */
export function yesNo(fact: boolean | null): string {
  if (fact === null) return 'Unknown';
  return fact ? 'Yes' : 'No';
}

/**
 * How the public name goes with the contact's, word by word: whatever their case, accents and order. That no word is
 * in both says little: people go by other names, scripts and initials.
 */
export function compareNames(name: string | null, contact: string): string {
  if (name === null) return 'No name received to compare with';
  const [ours, theirs] = [wordsOf(contact), wordsOf(name)];
  if (ours.length === 0) return 'The contact has no name to compare with';
  const shared = ours.filter((word) => theirs.includes(word));
  if (shared.length === 0) return 'No word in common with the contact';
  const isSame = shared.length === ours.length && theirs.every((word) => ours.includes(word));
  return isSame ? 'Same as the contact' : 'Some words are the contact’s';
}

function wordsOf(name: string): string[] {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
}
