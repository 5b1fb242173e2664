// What a list makes of what a page gives: rows, their order, columns and texts.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { filled } from '../src/languages/counted.js';
import { readColumns, usualColumns } from '../src/list/columns.js';
import { contains } from '../src/list/filter.js';
import { ordered } from '../src/list/order.js';
import { readNumbers, readRows, type Row } from '../src/list/rows.js';
import { caution, observed, SIGNALS } from '../src/list/signal-texts.js';
import { counted, ENGLISH, textsWith } from '../src/list/texts.js';
import { profiles } from '../src/testing/profiles.js';
import type { Signal } from '../src/types/profile.js';

const wording = { texts: textsWith(null), lang: 'en' };

test('given what a page sets when rows are read then nothing throws, and what is no number is an empty one', () => {
  const thrower = { get number(): string { throw new Error('no'); } };
  const profile = profiles.person();
  const rows = readRows(['+1 310 555 0123', { number: ' 1 ', expectedName: 'Maya', profile }, null, 7, thrower, { number: null, profile: 1 }]);
  assert.deepEqual(rows.map(({ number }) => number), ['+1 310 555 0123', '1', '', '7', '', '']);
  assert.deepEqual(rows.map(({ state }) => state), ['idle', 'answered', 'idle', 'idle', 'idle', 'idle']);
  assert.equal(rows[1]?.profile, profile);
  assert.equal(rows[1]?.expectedName, 'Maya');
  for (const none of [null, undefined, 'x', {}, 3]) assert.deepEqual(readRows(none), []);
});

test('given an answer in another shape when rows are read then it is known, and nothing is taken from it before its card', () => {
  const [row] = readRows([{ number: '1', profile: { phone: '1', exists: true } }]);
  assert.equal(row?.state, 'answered');
  assert.equal(row?.profile, null);
});

test('given numbers in one text when read then each kind of separator is one', () => {
  assert.deepEqual(readNumbers(' +1 310 555 0100, +1 310 555 0101;\n\r\n(310) 555-0102 ,'), ['+1 310 555 0100', '+1 310 555 0101', '(310) 555-0102']);
  assert.deepEqual(readNumbers(''), []);
});

function rowsWith(fields: readonly object[]): Row[] {
  return readRows(fields.map((own, at) => ({ number: `${at}`, ...own })));
}

test('given rows when sorted then what is missing comes last either way, and equal ones stay in their order', () => {
  const rows = rowsWith([{ owner: 'Öz' }, {}, { owner: 'Abe' }, { owner: 'desk 10' }, { owner: 'desk 9' }, { owner: 'Abe' }]);
  const [column] = readColumns([{ field: 'owner' }], wording);
  const sorting = (isDescending: boolean) => ({ value: (row: Row) => column?.sortValue(row) ?? null, isDescending });
  assert.deepEqual(ordered(rows, undefined, sorting(false), 'en'), [2, 5, 4, 3, 0, 1]);
  assert.deepEqual(ordered(rows, undefined, sorting(true), 'en'), [0, 3, 4, 2, 5, 1]);
  assert.deepEqual(ordered(rows, ({ index }) => index % 2 === 1, undefined, 'en'), [1, 3, 5]);
  const numbers = rowsWith([{ owner: 10 }, { owner: 9 }, { owner: -1 }]);
  assert.deepEqual(ordered(numbers, undefined, sorting(false), 'en'), [2, 1, 0]);
});

test('given a text when rows are filtered by it then words count in any case, and digits in any spelling', () => {
  assert.ok(contains(['Maya Lindqvist', ''], '+1 310 555 0123', 'LIND'));
  assert.ok(contains([], '+1 (310) 555-0123', '310 5550'));
  assert.ok(!contains(['Maya'], '+1 310 555 0123', 'otto'));
  assert.ok(!contains(['Maya'], '+1 310 555 0123', '12 '), 'two digits are in too many numbers');
});

test('given the choice of columns when read then built-in ones and fields are there, and nothing else', () => {
  const columns = readColumns(['person', { field: 'owner', title: 'Owner' }, 'nonsense', { field: '' }, null, 'signals'], wording);
  assert.deepEqual(columns.map(({ name, title }) => [name, title]), [['person', 'Person'], ['owner', 'Owner'], ['signals', 'Signals']]);
  assert.deepEqual(usualColumns(readRows(['1'])), ['person', 'badges', 'signals', 'checked']);
  assert.ok(usualColumns(readRows([{ number: '1', expectedName: 'Maya' }])).includes('match'));
});

test('given answers when columns tell of them then unknown is never said as no, and no answer says nothing', () => {
  const [row, unknown, nobody, none] = readRows([
    { number: '1', profile: profiles.verifiedBusiness({ lastChecked: '2026-05-01T12:00:00Z', match: { result: 'partial', reason: 'some-words' } }) },
    { number: '2', profile: profiles.unknownPicture() },
    { number: '3', profile: profiles.notRegistered() },
    { number: '4' },
  ]) as [Row, Row, Row, Row];
  const columns = readColumns(['badges', 'picture', 'match', 'signals', 'checked'], wording);
  const texts = (row: Row): string[] => columns.map((column) => column.text(row).replace(/\s/g, ' '));
  assert.deepEqual(texts(row).slice(0, 4), ['Business, Verified', 'Picture', 'In part', 'Business account']);
  assert.match(texts(row)[4] ?? '', /^May 1, 2026/);
  assert.deepEqual(texts(unknown), ['', 'No picture received, reason unknown', '', 'No picture received, reason unknown · Time of the lookup unknown', 'Unknown']);
  assert.equal(texts(nobody)[1], 'Not registered on WhatsApp');
  assert.deepEqual(texts(none), ['', '', '', '', '']);
});

test('given the texts of signals when held against those of Rust then they are the same', () => {
  const source = readFileSync(join(process.cwd(), '../core/src/signal.rs'), 'utf8').replaceAll('\\u{2019}', '’');
  const declared = [...source.matchAll(/^ {4}\w+, "([a-z-]+)", "(.+)",\n\s+"(.+)";$/gm)];
  assert.equal(declared.length, 12);
  const texts = textsWith(null);
  assert.deepEqual(SIGNALS.map((signal) => [signal, observed(signal, texts), caution(signal, texts)]), declared.map((found) => found.slice(1)));
  assert.equal(observed('of-a-later-version' as Signal, texts), 'of-a-later-version');
});

test('given a count when worded then the form is the language’s, and the page’s own form is for every count', () => {
  const catalogue = { direction: 'ltr', card: {}, list: { failed: '{failed} zapytania', failed_one: '{failed} zapytanie', failed_few: '{failed} zapytania!' }, attach: {} } as const;
  const of = (given: object | null, failed: number): string => counted(textsWith(given, catalogue), 'failed', { failed }, 'pl');
  assert.deepEqual([1, 2, 5].map((failed) => of(null, failed)), ['1 zapytanie', '2 zapytania!', '5 zapytania']);
  assert.deepEqual([1, 2].map((failed) => of({ failed: 'kaputt: {failed}' }, failed)), ['kaputt: 1', 'kaputt: 2']);
  assert.deepEqual([1, 2].map((failed) => of({ failed: 'x', failed_one: 'y' }, failed)), ['y', 'x']);
});

test('given a page with its own texts when worded then they count, and what is no text does not', () => {
  const texts = textsWith({ retry: 'Nochmal', list: 5, nonsense: 'x', errorQuotaExhausted: 'Nichts übrig' });
  assert.deepEqual([texts.retry, texts.list, texts.errorQuotaExhausted], ['Nochmal', ENGLISH.list, 'Nichts übrig']);
  assert.equal(filled('{done} von {total} {other}', { done: 12, total: 10_000 }, 'de'), '12 von 10.000 {other}');
});
