// What test runners' pages lack, or have by halves.

import 'phone-profile/define';
import { afterEach, expect, test, vi } from 'vitest';

const answer = { success: true, isWhatsApp: true, number: '13105550123', name: 'Maya Lindqvist' };

async function nameOnACard(number: string): Promise<string | null | undefined> {
  vi.stubGlobal('fetch', async () => Response.json(answer));
  document.body.innerHTML = `<phone-profile number="${number}" endpoint="/lookup"></phone-profile>`;
  const card = document.querySelector('phone-profile');
  await card?.ready;
  expect(card?.error).toBe(null);
  await expect.poll(() => card?.shadowRoot?.querySelector('[part=name]')).toBeTruthy();
  return card?.shadowRoot?.querySelector('[part=name]')?.textContent;
}

afterEach(() => vi.unstubAllGlobals());

test('given an observer that never tells when a lazy card is shown then it is looked up', async () => {
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      observe() {}
      unobserve() {}
    },
  );

  expect(await nameOnACard('+1 310 555 0100')).toBe('Maya Lindqvist');
});

test('given half a polyfill of constructed style sheets when a card is shown then it is drawn', async () => {
  Object.defineProperty(ShadowRoot.prototype, 'adoptedStyleSheets', { value: [], writable: true, configurable: true });
  vi.stubGlobal('CSSStyleSheet', class {});

  expect(await nameOnACard('+1 310 555 0101')).toBe('Maya Lindqvist');
});

test('given a page with next to nothing when a card is shown and morphed then it is drawn', async () => {
  for (const name of ['IntersectionObserver', 'MessageChannel', 'requestAnimationFrame', 'matchMedia', 'CSS']) {
    vi.stubGlobal(name, undefined);
  }
  HTMLElement.prototype.attachInternals = () => {
    throw new Error('not here');
  };

  expect(await nameOnACard('+1 310 555 0102')).toBe('Maya Lindqvist');

  const card = document.querySelector('phone-profile');
  card?.setAttribute('state', 'idle');
  await expect.poll(() => card?.getAttribute('state')).toBe('ready');
});

test('given an overridden removeChild when a card is taken down then it is called no more than the nodes are', async () => {
  await nameOnACard('+1 310 555 0103');
  const removed = vi.spyOn(Node.prototype, 'removeChild');

  document.querySelector('phone-profile')?.remove();
  await new Promise((resolve) => setTimeout(resolve));

  expect(removed.mock.calls.length).toBeLessThan(10);
  removed.mockRestore();
});

test('given an answer of another realm when looked up then it is read', async () => {
  const { runInNewContext } = await import('node:vm');
  const bytes: Uint8Array = runInNewContext('Uint8Array.from(bytes)', { bytes: new TextEncoder().encode(JSON.stringify(answer)) });
  vi.stubGlobal('fetch', async () => ({ status: 200, arrayBuffer: async () => bytes.buffer }));
  document.body.innerHTML = '<phone-profile number="+1 310 555 0104" endpoint="/lookup"></phone-profile>';

  const card = document.querySelector('phone-profile');
  await card?.ready;

  expect(card?.profile?.name).toBe('Maya Lindqvist');
});

// vitest fails the run for whatever is thrown after the end of a test.
test('given a card whose answer is under way when the test ends then nothing is thrown', async () => {
  const card = document.createElement('phone-profile');
  card.number = '+1 310 555 0105';
  card.endpoint = '/lookup';
  card.fetcher = () => new Promise((resolve) => setTimeout(() => resolve(Response.json(answer)), 300));

  document.body.append(card);

  await expect.poll(() => card.state).toBe('loading');
});

test('given a card that is new when the test ends then nothing is thrown', () => {
  vi.stubGlobal('fetch', undefined);

  document.body.innerHTML = '<phone-profile number="+1 310 555 0106" endpoint="/lookup"></phone-profile>';

  expect(document.querySelector('phone-profile')?.state).toBe('idle');
});
