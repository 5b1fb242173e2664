import { afterAll, beforeAll, expect, test } from 'vitest';
import { origin, startBackend } from './hubspot';

const address = `${origin}/phone-profile?number=%2B1%20310%20555%200123`;
let hubspot: Awaited<ReturnType<typeof startBackend>>;

beforeAll(async () => {
  hubspot = await startBackend();
});
afterAll(() => hubspot.close());

test('given HubSpot’s signature when asked then it answers, and no more than the card shows', async () => {
  const response = await hubspot.hsFetch(address);

  expect(response.status).toBe(200);
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect(await response.json()).toEqual({
    isRegistered: true,
    requested: '+13105550123',
    number: '+13105550123',
    name: 'Maya Lindqvist',
    isBusiness: false,
    isVerified: null,
    picture: expect.stringMatching(/^http/),
    pictureState: 'public',
    lastChecked: expect.any(String),
  });
});

test('given another secret’s signature when asked then it refuses', async () => {
  expect((await hubspot.hsFetch(address, 'another secret')).status).toBe(401);
});

test('given no signature when asked then it refuses', async () => {
  expect((await fetch(`${hubspot.here}/phone-profile?number=1`)).status).toBe(401);
});
