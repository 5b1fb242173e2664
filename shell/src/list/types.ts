// What <phone-profile-list> takes, and the events by which it tells.

import type { LookupErrorCode } from '../errors.js';
import type { Profile } from '../types/profile.js';
import type { PhoneProfileListElement } from './list.js';

/** One row. Members of other names are the page's own: columns and filters can use them. */
export interface PhoneProfileListRow {
  /** As the person entered it. */
  number: string;
  /** The name that you hold, compared with the public one. */
  expectedName?: string | null;
  /** An answer that you have: the row is shown with it, and never looked up. */
  profile?: Profile | object | null;
}

/**
 * What a column of the list's own shows.
 *
 * - `person`: picture, name and number, as the compact card without its badges
 * - `badges`: business, verified
 * - `picture`: what is known about the picture; or that the number is not registered
 * - `checked`: when the number was looked up
 * - `match`: how the name compares with the expected one
 * - `signals`: what the answer tells a reviewer to look at
 */
export type PhoneProfileListBuiltIn = 'person' | 'badges' | 'picture' | 'checked' | 'match' | 'signals';

/** A column that shows a member of the rows. */
export interface PhoneProfileListField {
  /** The member's name. */
  field: string;
  /** Default: the same. */
  title?: string;
}

/** A column, in the order in which they are shown. */
export type PhoneProfileListColumn = PhoneProfileListBuiltIn | PhoneProfileListField;

/** Sorted by a column: the name of one of the list's own, or a member of the rows. */
export interface PhoneProfileListSort {
  column: string;
  direction: 'ascending' | 'descending';
}

/** Decides about each row, by the row as you gave it and its answer, if there is one yet. */
export type PhoneProfileListFilter = (row: Readonly<Record<string, unknown>>, profile: Profile | null) => boolean;

/** How many of the rows have an answer, how many there are, and how many failed. */
export interface PhoneProfileListProgress {
  readonly done: number;
  readonly total: number;
  readonly failed: number;
}

/** One of the events of `<phone-profile-list>`. All of them bubble and cross shadow roots; none says who is in the list. */
export interface PhoneProfileListEvent<Detail> extends CustomEvent<Detail> {
  readonly target: PhoneProfileListElement;
}

/** The events of `<phone-profile-list>` by name. */
export interface PhoneProfileListEventMap {
  /** Before any request, as cards tell it. `preventDefault()` keeps it from being made. */
  'phone-profile-request': PhoneProfileListEvent<{ readonly state: 'loading'; readonly index: number }>;
  /** Answers or failures have come, told once for all of a frame. */
  'phone-profile-list-progress': PhoneProfileListEvent<PhoneProfileListProgress>;
  /** Something stands in the way of all lookups: they stop until `retry()`. */
  'phone-profile-list-error': PhoneProfileListEvent<{ readonly code: LookupErrorCode }>;
  /** The person has selected rows, or taken that back: `event.target.selected` has them. */
  'phone-profile-list-select': PhoneProfileListEvent<{ readonly count: number }>;
  /** The person has opened a row, by Enter or a double click: its index in `rows`. */
  'phone-profile-list-open': PhoneProfileListEvent<{ readonly index: number }>;
}

/**
 * Every text of the list. A page may replace any of them, and those of the cards in it. `summary`, `failed` and `filtered`
 * can have a form for each plural category of the language beside them, such as `failed_one`.
 */
export interface PhoneProfileListStrings {
  /** Name of the table for screen readers. */
  list: string;
  /** Title of the column `person`. */
  person: string;
  /** Title of the column `badges`. */
  badges: string;
  /** Title of the column `picture`. */
  picture: string;
  /** Title of the column `checked`. */
  checked: string;
  /** Title of the column `match`. */
  match: string;
  /** Title of the column `signals`. */
  signals: string;
  /** Checkbox of the header. */
  selectAll: string;
  /** Checkbox of a row. `{row}` stands for its place. */
  selectRow: string;
  /** In a row that nobody has asked about. */
  notLookedUp: string;
  /** In a row whose lookup is under way. */
  loading: string;
  /** In the column `picture`, where there is one. */
  picturePublic: string;
  /** In the column `checked`, where nothing says when. */
  checkedUnknown: string;
  /** In the column `match`. */
  matchSame: string;
  /** In the column `match`. */
  matchPartial: string;
  /** In the column `match`. */
  matchDifferent: string;
  /** In the column `match`. */
  matchUnknown: string;
  /** Below the table. `{done}` and `{total}` stand for numbers. */
  summary: string;
  /** Behind it, where lookups have failed. `{failed}` stands for a number. */
  failed: string;
  /** Behind it, where a filter hides rows. `{shown}` stands for a number. */
  filtered: string;
  /** In place of rows. */
  empty: string;
  /** Button: ask once more for what has failed. */
  retry: string;
  /** Above what signals don't mean. */
  cautions: string;
  /** The signal `other-number`. */
  signalOtherNumber: string;
  /** The signal `checked-unknown`. */
  signalCheckedUnknown: string;
  /** The signal `same-picture`. */
  signalSamePicture: string;
  /** What it does not mean. */
  cautionSamePicture: string;
  /** The signal `stock-picture`. */
  signalStockPicture: string;
  /** What it does not mean. */
  cautionStockPicture: string;
}
