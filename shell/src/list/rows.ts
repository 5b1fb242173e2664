// The rows of a list: what the page gave, and what is known of each.

import type { LookupError } from '../errors.js';
import { read, textOf } from '../runtime/lookup-request.js';
import type { Profile } from '../types/profile.js';

/** `idle`: nobody has asked. `declined`: the page has forbidden it. */
export type RowState = 'idle' | 'loading' | 'answered' | 'failed' | 'declined';

export interface Row {
  /** Among the rows that the page gave. */
  readonly index: number;
  readonly number: string;
  readonly expectedName: string | undefined;
  /** An answer of the page's own, in whatever shape. */
  readonly given: object | undefined;
  /** The row as the page gave it. */
  readonly fields: Readonly<Record<string, unknown>>;
  state: RowState;
  profile: Profile | null;
  error: LookupError | null;
}

/** Reads what a page has set. Nothing is thrown: what is no row is one without a number, which says so in the table. */
export function readRows(given: unknown): Row[] {
  return Array.isArray(given) ? Array.from(given, readRow) : [];
}

function readRow(given: unknown, index: number): Row {
  const fields = (typeof given === 'object' && given ? given : { number: given }) as Record<string, unknown>;
  const profile = read(fields, 'profile');
  const known = typeof profile === 'object' && profile ? profile : undefined;
  return {
    index,
    number: textOf(read(fields, 'number')).trim(),
    expectedName: textOf(read(fields, 'expectedName')) || undefined,
    given: known,
    fields,
    state: known ? 'answered' : 'idle',
    profile: known && isProfile(known) ? known : null,
    error: null,
  };
}

/** Whether it is an answer as lookups give it: others are read once their card is drawn. */
function isProfile(answer: object): answer is Profile {
  return read(answer, 'success') === true && Array.isArray(read(answer, 'signals'));
}

/** Numbers in one text, with commas, semicolons or line breaks between them. */
export function readNumbers(text: string): string[] {
  return text
    .split(/[,;\n\r]+/)
    .map((number) => number.trim())
    .filter(Boolean);
}
