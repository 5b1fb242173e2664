// What Jest's pages lack: TextDecoder, structuredClone, MessageChannel, IntersectionObserver, fetch and more.

import 'phone-profile/define';
import { lookup, LookupError } from 'phone-profile';

const answer = { success: true, isWhatsApp: true, number: '13105550123', name: 'Maya Lindqvist' };

function stubFetch(response: object): void {
  globalThis.fetch = (async () => ({ status: 200, ...response })) as unknown as typeof fetch;
}

test('given bodies of another realm when looked up then they are read', async () => {
  const bytes = Buffer.from(JSON.stringify(answer)); // Node's own, which is no Uint8Array of this realm
  expect(bytes).not.toBeInstanceOf(Uint8Array);
  const { ReadableStream } = jest.requireActual<typeof import('node:stream/web')>('node:stream/web');
  const stream = new ReadableStream({
    start(controller) {
      controller.enqueue(bytes);
      controller.close();
    },
  });
  const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);

  for (const body of [{ body: stream }, { body: bytes }, { arrayBuffer: async () => buffer }, { arrayBuffer: async () => bytes }]) {
    stubFetch(body);
    const profile = await lookup('+1 310 555 0123', { endpoint: '/lookup', cache: 'no-store' });
    expect(profile.name).toBe('Maya Lindqvist');
  }
});

test('given no fetch when looked up then there is no answer, and the reason is told', async () => {
  delete (globalThis as { fetch?: unknown }).fetch;

  const error: unknown = await lookup('+1 310 555 0123', { endpoint: '/lookup', cache: 'no-store' }).catch((thrown) => thrown);

  expect(error).toBeInstanceOf(LookupError);
  expect((error as LookupError).code).toBe('network');
});

test('given a card whose answer is under way when the test ends then nothing is thrown', async () => {
  globalThis.fetch = () => new Promise(() => {});
  document.body.innerHTML = '<phone-profile number="+1 310 555 0105" endpoint="/lookup"></phone-profile>';

  await new Promise((resolve) => document.addEventListener('phone-profile-request', resolve, { once: true }));

  expect(document.querySelector('phone-profile')?.state).not.toBe('error');
});

test('given a card that is new when the test ends then nothing is thrown', () => {
  document.body.innerHTML = '<phone-profile number="+1 310 555 0106" endpoint="/lookup"></phone-profile>';

  expect(document.querySelector('phone-profile')?.state).toBe('idle');
});
