import { lookup, type PhoneProfileElement } from 'phone-profile';
import 'phone-profile/define';
import { afterEach, expect, test, vi } from 'vitest';

const answer = { success: true, isWhatsApp: true, number: '13105550123', name: 'Maya Lindqvist', isBusiness: false };

function stubFetch() {
  const fetch = vi.fn<typeof globalThis.fetch>(async () => Response.json(answer));
  vi.stubGlobal('fetch', fetch);
  return fetch;
}

function show(number: string): PhoneProfileElement {
  const card = document.createElement('phone-profile');
  card.number = number;
  card.endpoint = 'http://localhost:8080/lookup';
  document.body.append(card);
  return card;
}

afterEach(() => {
  document.body.replaceChildren();
  vi.unstubAllGlobals();
});

test('draws the answer', async () => {
  const fetch = stubFetch();

  const card = show('+1 310 555 0123');

  await card.ready;
  expect([card.state, card.error]).toEqual(['ready', null]);
  await expect.poll(() => card.shadowRoot?.querySelector('[part=name]')?.textContent).toBe('Maya Lindqvist');
  expect(card.shadowRoot?.querySelector('[part=number]')?.textContent).toBe('+1 310 555 0123');
  expect(fetch.mock.calls.map(([url]) => url)).toEqual(['http://localhost:8080/lookup/number/13105550123']);
});

test('reads numbers as in production', async () => {
  stubFetch();

  await expect(lookup('555-0123', { endpoint: 'http://localhost:8080/lookup' })).rejects.toMatchObject({
    code: 'invalid-number',
  });
});
