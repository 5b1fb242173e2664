import type { PhoneProfileElement } from 'phone-profile';
import 'phone-profile/define';
import { waitFor } from '@testing-library/dom';

const answer = { success: true, isWhatsApp: true, number: '13105550123', name: 'Maya Lindqvist', isBusiness: false };

/** Jest's jsdom has no fetch and no Response: something with a status and a body will do. */
function stubFetch() {
  const fetch = jest.fn(async (_url: string) => ({ status: 200, text: async () => JSON.stringify(answer) }));
  globalThis.fetch = fetch as unknown as typeof globalThis.fetch;
  return fetch;
}

function show(number: string): PhoneProfileElement {
  const card = document.createElement('phone-profile');
  card.number = number;
  card.endpoint = 'http://localhost:8080/lookup';
  document.body.append(card);
  return card;
}

afterEach(() => document.body.replaceChildren());

test('draws the answer', async () => {
  const fetch = stubFetch();

  const card = show('+1 310 555 0123');

  await card.ready;
  expect([card.state, card.error]).toEqual(['ready', null]);
  await waitFor(() => expect(card.shadowRoot?.querySelector('[part=name]')?.textContent).toBe('Maya Lindqvist'));
  expect(fetch.mock.calls.map(([url]) => url)).toEqual(['http://localhost:8080/lookup/number/13105550123']);
});
