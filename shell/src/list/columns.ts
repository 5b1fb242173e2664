// The columns of a list: which there are, what each shows of a row, and what it sorts by.

import { errorTitle } from '../card-texts.js';
import { read, textOf } from '../runtime/lookup-request.js';
import type { NameMatch, Profile } from '../types/profile.js';
import type { SortValue } from './order.js';
import type { Row } from './rows.js';
import { observed } from './signal-texts.js';
import type { Texts } from './texts.js';
import type { PhoneProfileListBuiltIn, PhoneProfileListColumn } from './types.js';

export interface Column {
  /** What `sort` names. */
  readonly name: string;
  readonly title: string;
  /** In CSS pixels: below, the table scrolls. */
  readonly minWidth: number;
  /** Of what is left of the width. */
  readonly share: number;
  /** The card, beside which other columns are text. */
  readonly isPerson: boolean;
  /** Empty where nothing is known. */
  text(row: Row): string;
  /** When that text is a time: ISO 8601. */
  time?(row: Row): string | undefined;
  /** What the style sheet goes by. */
  mark?(row: Row): string | undefined;
  sortValue(row: Row): SortValue;
}

/** What columns are worded by. */
export interface Wording {
  readonly texts: Texts;
  readonly lang: string;
}

const BUILT_IN: readonly PhoneProfileListBuiltIn[] = ['person', 'badges', 'picture', 'checked', 'match', 'signals'];

/** How sure a name is. */
const MATCHES: readonly NameMatch['result'][] = ['same', 'partial', 'different', 'unknown'];

/** Without a choice of the page's own. */
export function usualColumns(rows: readonly Row[]): PhoneProfileListColumn[] {
  const hasNames = rows.some(({ expectedName }) => expectedName !== undefined);
  return ['person', 'badges', ...(hasNames ? (['match'] as const) : []), 'signals', 'checked'];
}

/** Reads what a page has set. What is no column is left out. */
export function readColumns(given: readonly unknown[], wording: Wording): Column[] {
  return given.flatMap((one) => {
    const builtIn = BUILT_IN.find((name) => name === one);
    if (builtIn) return [builtInColumn(builtIn, wording)];
    const field = typeof one === 'object' && one ? textOf(read(one, 'field')) : '';
    return field ? [fieldColumn(field, textOf(read(one as object, 'title')) || field)] : [];
  });
}

function builtInColumn(name: PhoneProfileListBuiltIn, { texts, lang }: Wording): Column {
  const title = texts[name];
  const usual = { name, title, minWidth: 120, share: 1, isPerson: false };
  const answered = (text: (profile: Profile) => string) => (row: Row): string => (row.profile ? text(row.profile) : '');
  const sorted = (text: (row: Row) => string) => (row: Row): SortValue => text(row) || null;
  switch (name) {
    case 'person': {
      const text = (row: Row): string => row.profile?.name ?? '';
      return { ...usual, minWidth: 210, share: 2, isPerson: true, text, sortValue: sorted(text) };
    }
    case 'badges': {
      const text = answered(({ isBusiness, isVerified }) =>
        [isBusiness === true && texts.business, isVerified === true && texts.verified].filter(Boolean).join(texts.listSeparator),
      );
      return { ...usual, text, sortValue: sorted(text) };
    }
    case 'picture': {
      const words = { public: texts.picturePublic, private: texts.picturePrivate, none: texts.pictureNone, unknown: texts.pictureUnknown };
      const text = answered(({ isWhatsApp, pictureState }) => (isWhatsApp ? (words[pictureState] ?? '') : texts.notRegistered));
      return { ...usual, minWidth: 150, text, sortValue: sorted(text) };
    }
    case 'checked': {
      const format = new Intl.DateTimeFormat(lang, { dateStyle: 'medium', timeStyle: 'short' });
      const at = ({ profile }: Row): number => Date.parse(profile?.lastChecked ?? '');
      const text = (row: Row): string => (Number.isNaN(at(row)) ? (row.profile ? texts.checkedUnknown : '') : format.format(at(row)));
      const time = (row: Row): string | undefined => row.profile?.lastChecked ?? undefined;
      return { ...usual, minWidth: 150, text, time, sortValue: (row) => (Number.isNaN(at(row)) ? null : at(row)) };
    }
    case 'match': {
      const words = { same: texts.matchSame, partial: texts.matchPartial, different: texts.matchDifferent, unknown: texts.matchUnknown };
      const result = ({ profile }: Row): NameMatch['result'] | undefined => profile?.match?.result;
      const text = (row: Row): string => words[result(row) ?? 'unknown'] ?? '';
      const sortValue = (row: Row): SortValue => {
        const known = result(row);
        return known ? MATCHES.indexOf(known) : null;
      };
      return { ...usual, minWidth: 100, text: (row) => (result(row) ? text(row) : ''), mark: result, sortValue };
    }
    case 'signals': {
      const text = answered(({ signals }) => signals?.map((signal) => observed(signal, texts)).join(' · ') ?? '');
      return { ...usual, minWidth: 240, share: 2, text, sortValue: ({ profile }) => profile?.signals?.length ?? null };
    }
  }
}

function fieldColumn(name: string, title: string): Column {
  const value = ({ fields }: Row): unknown => read(fields, name);
  const text = (row: Row): string => textOf(value(row));
  const sortValue = (row: Row): SortValue => {
    const own = value(row);
    return typeof own === 'number' ? own : text(row) || null;
  };
  return { name, title, minWidth: 110, share: 1, isPerson: false, text, sortValue };
}

/** What stands in for a card, where there is no answer. */
export function noAnswer({ state, error }: Row, texts: Texts): string {
  if (state === 'loading') return texts.loading;
  if (state === 'answered') return ''; // its card is about to be drawn
  return error ? errorTitle(texts, error.code) : texts.notLookedUp;
}
