// The card by HubSpot's testing utilities, with the real back end and a real gateway behind it.

import { Alert, Button, DescriptionListItem, Heading, Image, Tag, Text } from '@hubspot/ui-extensions';
import { createRenderer } from '@hubspot/ui-extensions/testing';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { PhoneProfileCard } from '../src/app/cards/PhoneProfileCard';
import { startBackend } from './hubspot';

let hubspot: Awaited<ReturnType<typeof startBackend>>;

beforeAll(async () => {
  hubspot = await startBackend();
  vi.stubGlobal('self', { hsFetch: hubspot.hsFetch });
});
afterAll(() => hubspot.close());
beforeEach(() => hubspot.asked.splice(0));

type Contact = Record<'firstname' | 'lastname' | 'phone' | 'mobilephone', string | null>;

/** The card of a contact. */
function open(contact: Partial<Contact>) {
  const card = createRenderer('crm.record.tab');
  const properties = { firstname: 'Maya', lastname: 'Lindqvist', phone: null, mobilephone: null, ...contact };
  card.mocks.useCrmProperties.willCall(() => ({
    properties: properties as Record<string, string>,
    isLoading: false,
    isRefetching: false,
    error: null,
    refetch: async () => {},
  }));
  card.render(<PhoneProfileCard />);

  /** What a line of the list says. */
  const line = (label: string) => card.find(DescriptionListItem, { label }).text;
  const headings = () => card.findAll(Heading).map(({ text }) => text);
  const answered = () => card.waitFor(() => expect(headings()).not.toEqual([]), { timeoutInMs: 15_000 });
  return { ...card, line, headings, answered };
}

test('given a public profile when opened then it is shown, for one lookup', async () => {
  const card = open({ phone: '(310) 555-0123', mobilephone: '(310) 555-0123' });

  await card.answered();

  expect(card.headings()).toEqual(['Maya Lindqvist']);
  expect(card.line('Number')).toBe('+13105550123');
  expect(card.line('Name')).toBe('Same as the contact');
  expect(card.line('Picture')).toBe('Public');
  const picture = await fetch(card.find(Image).props.src);
  expect(picture.headers.get('content-type')).toMatch(/^image\//);
  expect(hubspot.asked).toEqual(['(310) 555-0123']);
});

test.each([
  ['+1 310 555 0103', 'Hidden by privacy setting'],
  ['+1 310 555 0104', 'None set'],
  ['+1 310 555 0105', 'None received, reason unknown'],
])('given %s without a picture when opened then it says why: %s', async (phone, words) => {
  const card = open({ phone });

  await card.answered();

  expect(card.maybeFind(Image)).toBeNull();
  expect(card.line('Picture')).toBe(words);
});

test('given another name when opened then it is compared, not judged', async () => {
  const card = open({ firstname: 'Nobody', lastname: 'Else', phone: '+1 310 555 0123' });

  await card.answered();

  expect(card.line('Name')).toBe('No word in common with the contact');
});

test('given no name when opened then there is nothing to compare with', async () => {
  const card = open({ phone: '+1 310 555 0110' });

  await card.answered();

  expect(card.headings()).toEqual(['No name received']);
  expect(card.line('Name')).toBe('No name received to compare with');
});

test('given a verified business when opened then it says so, and of a person that it is unknown', async () => {
  const business = open({ phone: '+1 310 555 0102' });
  const person = open({ phone: '+1 310 555 0123' });

  await Promise.all([business.answered(), person.answered()]);

  const tags = ({ findAll }: typeof person) => findAll(Tag).map(({ text }) => text);
  expect(tags(business)).toEqual(['Registered on WhatsApp', 'Business', 'Verified']);
  expect(tags(person)).toEqual(['Registered on WhatsApp']);
  expect([person.line('Business'), person.line('Verified')]).toEqual(['No', 'Unknown']);
});

test('given a number that is not registered when opened then that is an answer', async () => {
  const card = open({ phone: '+1 310 555 0106' });

  await card.answered();

  expect(card.find(Tag).text).toBe('Not registered on WhatsApp');
  expect(card.maybeFind(DescriptionListItem)).toBeNull();
});

test('given an answer about another number when opened then both are shown', async () => {
  const card = open({ phone: '+1 310 555 0131' });

  await card.answered();

  expect(card.line('Number')).not.toBe('+13105550131');
  expect(card.findAll(Text).map(({ text }) => text)).toContain('You asked for +13105550131.');
});

test('given a second number when its button is pressed then it is asked for, and not before', async () => {
  const card = open({ phone: '+1 310 555 0123', mobilephone: '+1 310 555 0106' });
  await card.answered();
  expect(hubspot.asked).toEqual(['+1 310 555 0123']);

  card.find(Button).trigger('onClick');

  await card.waitFor(() => expect(card.headings()).toHaveLength(2), { timeoutInMs: 15_000 });
  expect(hubspot.asked).toEqual(['+1 310 555 0123', '+1 310 555 0106']);
});

test('given a lookup that fails when opened then it says so and nothing about the number', async () => {
  const card = open({ phone: '+1 310 555 0126' });

  await card.waitFor(() => card.find(Alert), { timeoutInMs: 15_000 });

  expect(card.find(Alert).props.title).toBe('No answer about +1 310 555 0126');
  expect(card.headings()).toEqual([]);
});

test('given no number when opened then nothing is asked', () => {
  const card = open({});

  expect(card.find(Text).text).toBe('This contact has no phone number.');
  expect(hubspot.asked).toEqual([]);
});
