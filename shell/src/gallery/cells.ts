// What the gallery shows: each state of a card, made of an answer that the page has, or of what an endpoint replies. All
// people are made up, and all numbers are of the range for fiction. Two errors are not here: `wasm-blocked` and
// `wasm-load` belong to a page without the wasm, which draws no other cell.

import type { LookupErrorCode } from '../errors.js';
import type { BusinessProfile, Profile } from '../types/profile.js';
import type { Reply } from './replies.js';

export interface Cell {
  /** Names the cell in addresses. */
  readonly id: string;
  readonly title: string;
  /** What the card has besides what the controls say. */
  readonly attributes: Readonly<Record<string, string>>;
  /** The answer that the page has: nothing is looked up. */
  readonly profile?: ProfileFields;
  /** What the card is told when it looks up. */
  readonly reply?: Reply;
  /** The lookup is stopped once it has begun. */
  readonly isStopped?: boolean;
  /** How long the lookup may take, in milliseconds. */
  readonly timeoutMs?: number;
}

export interface CellGroup {
  readonly title: string;
  readonly cells: readonly Cell[];
}

type ProfileFields = Partial<Profile>;

/** How long lookups may take that are to go on for as long as the page is open, in milliseconds. */
export const ENDLESS_MS = 24 * 60 * 60 * 1000;
const SILENCE: Reply = { kind: 'silence' };

const NOW = new Date().toISOString();
const LONG_AGO = '2019-05-04T10:30:00Z';

const address = (file: string): string => new URL(file, import.meta.url).href;
const picture = (file: string): ProfileFields => ({
  profilePic: address(file),
  profilePicThumb: address(file),
  pictureState: 'public',
});

const MAYA: ProfileFields = { isWhatsApp: true, name: 'Maya Lindqvist', isBusiness: false, lastChecked: NOW };
const BAKERY: ProfileFields = { isWhatsApp: true, name: 'Harbor Bakery', isBusiness: true, lastChecked: NOW };
const PORTRAIT = picture('portrait.svg');
const SIGN = picture('sign.svg');
const DETAILS: BusinessProfile = {
  description: 'Bread and cakes, baked every morning',
  email: 'hello@bakery.example',
  address: '1 Harbor Street, Springfield',
  websites: ['https://bakery.example/', 'https://cakes.example/order'],
  categories: ['Bakery', 'Café'],
  memberSince: '2021',
};

/** Each cell has a number of its own: cards with the same one share a lookup. */
let line = 100;
function nextNumber(): string {
  line += 1;
  return `+13105550${line}`;
}

const given = (id: string, title: string, profile: ProfileFields, attributes: Cell['attributes'] = {}): Cell => ({
  id,
  title,
  attributes,
  profile: { number: nextNumber(), ...profile },
});

const lookedUp = (id: string, title: string, reply: Reply, more: Partial<Cell> = {}): Cell => ({
  id,
  title,
  attributes: { number: nextNumber(), endpoint: '/lookup' },
  reply,
  ...more,
});

const failed = (code: LookupErrorCode, title: string, reply: Reply, more: Partial<Cell> = {}): Cell =>
  lookedUp(code, title, reply, more);

const refusal = (status: number, body: object = {}): Reply => ({ kind: 'answer', status, body });

export const GROUPS: readonly CellGroup[] = [
  {
    title: 'Before an answer',
    cells: [
      { id: 'idle', title: 'Idle: there is no number yet', attributes: {} },
      lookedUp('loading', 'Loading', SILENCE, { timeoutMs: ENDLESS_MS }),
    ],
  },
  {
    title: 'Pictures',
    cells: [
      given('picture-public', 'Public picture', { ...MAYA, ...PORTRAIT }),
      given('picture-private', 'Picture hidden by the person', { ...MAYA, pictureState: 'private' }),
      given('picture-none', 'No picture set', { ...MAYA, pictureState: 'none' }),
      given('picture-unknown', 'No picture, reason unknown', { ...MAYA, pictureState: 'unknown' }),
      given('picture-expired', 'Link of the picture has expired', {
        ...MAYA,
        ...picture('missing.jpg'),
        pictureExpiresAt: LONG_AGO,
      }),
      given('picture-broken', 'Picture can’t be loaded', { ...MAYA, ...picture('missing.jpg') }),
    ],
  },
  {
    title: 'People and businesses',
    cells: [
      given('about', 'A line of their own', { ...MAYA, ...PORTRAIT, about: 'At sea until Monday' }, { about: '' }),
      given('nothing-known', 'Registered, nothing else is known', { isWhatsApp: true, lastChecked: NOW }),
      given('business', 'Business account', { ...BAKERY, ...SIGN }),
      given('verified', 'Verified business', { ...BAKERY, ...SIGN, isVerified: true, business: DETAILS }),
      given(
        'business-details',
        'All that a business says of itself',
        { ...BAKERY, ...SIGN, business: DETAILS },
        { 'show-business': '' },
      ),
      given('not-registered', 'Not registered', { isWhatsApp: false, lastChecked: NOW }),
    ],
  },
  {
    title: 'What to look at',
    cells: [
      lookedUp('other-number', 'Another number has answered', {
        kind: 'answer',
        status: 200,
        body: { success: true, number: nextNumber(), ...MAYA, ...PORTRAIT },
      }),
      given('unknown-range', 'Number in no known range', { ...MAYA, ...PORTRAIT, warnings: ['unknown-number-range'] }),
      given('checked-long-ago', 'Checked long ago', { ...MAYA, ...PORTRAIT, lastChecked: LONG_AGO }),
      given('checked-unknown', 'Time of the lookup unknown', { ...MAYA, ...PORTRAIT, lastChecked: null }),
      given('masked', 'Masked number', { ...MAYA, ...PORTRAIT }, { mask: '' }),
      given('signals', 'Every signal, with its caution', { ...BAKERY, ...SIGN }, { 'show-signals': '' }),
    ],
  },
  {
    title: 'Names, compared with an expected one',
    cells: [
      given('name-same', 'The same', { ...MAYA, ...PORTRAIT }, { 'expected-name': 'Lindqvist, Maya' }),
      given('name-partial', 'Alike in part', { ...MAYA, ...PORTRAIT }, { 'expected-name': 'Maya Ek' }),
      given('name-different', 'Different', { ...MAYA, ...PORTRAIT }, { 'expected-name': 'Otto Ek' }),
      given('name-unknown', 'Nothing to compare', { ...MAYA, ...PORTRAIT, name: null }, { 'expected-name': 'Otto Ek' }),
    ],
  },
  {
    title: 'Names of any kind',
    cells: [
      given('name-long', 'Long', {
        ...MAYA,
        ...PORTRAIT,
        name: 'Maximiliane Alexandra von Lindenau-Achterberg zu Montalvez und Ostrander the Younger of Both',
      }),
      given('name-one-word', 'One word without a space', { ...MAYA, ...PORTRAIT, name: 'Montalvez'.repeat(12) }),
      given('name-arabic', 'Right to left', { ...MAYA, pictureState: 'none', name: 'ليلى الأندلسي' }),
      given('name-emoji', 'Emoji only', { ...MAYA, pictureState: 'none', name: '🌊⛵️🌊' }),
    ],
  },
  {
    title: 'Errors',
    cells: [
      { id: 'invalid-number', title: 'invalid-number', attributes: { number: '12', endpoint: '/lookup' }, reply: SILENCE },
      failed('network', 'network', { kind: 'unreachable' }),
      failed('timeout', 'timeout', SILENCE, { timeoutMs: 1 }),
      failed('aborted', 'aborted', SILENCE, { isStopped: true }),
      failed('unauthorized', 'unauthorized', refusal(401)),
      failed('forbidden', 'forbidden', refusal(403)),
      failed('not-in-cache', 'not-in-cache', refusal(404, { code: 'not-in-cache' })),
      failed('rate-limited', 'rate-limited', refusal(429)),
      failed('quota-exhausted', 'quota-exhausted', refusal(402)),
      failed('server', 'server', refusal(500)),
      failed('bad-response', 'bad-response', refusal(200)),
    ],
  },
];

/** A cell by its name. */
export function cellNamed(id: string | null): Cell | undefined {
  return GROUPS.flatMap(({ cells }) => cells).find((cell) => cell.id === id);
}
