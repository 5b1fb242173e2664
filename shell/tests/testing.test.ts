// phone-profile/testing: what lookups answer, what they cost, and that its cards say what the real ones say. Its cards in
// jsdom and happy-dom are tested by examples/vitest and examples/jest.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import * as kit from '../src/entries/index.js';
import { failure, forget, lookup, LookupError, lookupMany, pending, profiles, restoreLookups, stubLookups } from '../src/entries/testing.js';
import { ENGLISH } from '../src/card-texts.js';

const MAYA = '+1 310 555 0123';

test('given a stubbed answer when looked up then it is of that number, and one request is on record', async () => {
  // given
  const stub = stubLookups({ [MAYA]: profiles.person({ name: 'Maya Lindqvist' }) });

  // when
  const profile = await lookup('0013105550123', { endpoint: '/lookup', purpose: 'callback' });

  // then
  assert.equal(profile.name, 'Maya Lindqvist');
  assert.deepEqual([profile.number, profile.requested], ['+13105550123', '+13105550123']);
  assert.deepEqual(stub.requests, [
    { number: '+13105550123', entered: '0013105550123', endpoint: '/lookup', region: undefined, purpose: 'callback', by: 'lookup' },
  ]);
});

test('given a number that is asked for again when nothing is forgotten then it costs one request', async () => {
  // given
  const stub = stubLookups(() => profiles.business());

  // when
  const [first, second] = await Promise.all([lookup(MAYA), lookup(MAYA)]);
  const third = await lookup(MAYA);
  const costs = stub.requests.length;
  await lookup(MAYA, { cache: 'reload' });
  forget(MAYA);
  await lookup(MAYA);

  // then
  assert.equal(first, second);
  assert.equal(first, third);
  assert.deepEqual([costs, stub.requests.length], [1, 3]);
});

test('given an answer about another number when looked up then both numbers are kept', async () => {
  stubLookups({ [MAYA]: profiles.person({ number: '+13105550100' }) });

  const { number, requested } = await lookup(MAYA);

  assert.deepEqual([number, requested], ['+13105550100', '+13105550123']);
});

test('given a number without an answer when looked up then the error says what to write', async () => {
  stubLookups();

  await assert.rejects(lookup(MAYA), (error: LookupError) => error.code === 'bad-response' && /stubLookups/.test(error.message));
});

test('given the cache alone when nothing is kept then nothing is asked', async () => {
  const stub = stubLookups({ [MAYA]: profiles.person() });

  await assert.rejects(lookup(MAYA, { cache: 'only-if-cached' }), { code: 'not-in-cache' });

  assert.deepEqual(stub.requests, []);
});

test('given each error when it is an answer then lookups reject with it, an error of the real class', async () => {
  const codes = ['network', 'timeout', 'unauthorized', 'rate-limited', 'quota-exhausted', 'server', 'wasm-load'] as const;
  for (const code of codes) {
    stubLookups({ [MAYA]: failure(code, { retryAfterMs: 5000 }) });

    const error: unknown = await lookup(MAYA).catch((thrown: unknown) => thrown);

    assert.ok(error instanceof kit.LookupError, code);
    assert.deepEqual([error.code, error.retryAfterMs], [code, 5000]);
  }
});

test('given a function that throws when looked up then no answer has come', async () => {
  stubLookups(() => {
    throw new Error('the test broke');
  });

  await assert.rejects(lookup(MAYA), (error: LookupError) => error.code === 'network' && /the test broke/.test(error.message));
});

test('given an answer that never comes when the signal aborts then the lookup is aborted', async () => {
  stubLookups({ [MAYA]: pending() });
  const controller = new AbortController();

  const looked = lookup(MAYA, { signal: controller.signal });
  controller.abort();

  await assert.rejects(looked, { code: 'aborted' });
});

test('given many numbers when looked up then each has its answer or its error', async () => {
  stubLookups({ 1: profiles.notRegistered(), 2: failure('forbidden') });
  const seen = [];

  for await (const { number, profile, error } of lookupMany(['1', '2', 'none'])) {
    seen.push([number, profile?.isWhatsApp ?? error?.code]);
  }

  assert.deepEqual(seen.sort(), [['1', false], ['2', 'forbidden'], ['none', 'invalid-number']]);
});

test('given a new test when it stubs lookups then nothing of the one before is left', async () => {
  // given
  const before = stubLookups({ [MAYA]: profiles.person() });
  await lookup(MAYA);

  // when
  const stub = stubLookups();

  // then
  await assert.rejects(lookup(MAYA), { code: 'bad-response' });
  assert.deepEqual([before.requests.length, stub.requests.length], [1, 1]);
});

test('given every fixture when made then it is frozen, and claims nothing that it does not say', () => {
  const members = Object.keys(profiles.unknown()).sort();
  for (const [name, make] of Object.entries(profiles)) {
    const profile = make();
    assert.deepEqual(Object.keys(profile).sort(), members, name);
    assert.ok(Object.isFrozen(profile), name);
    assert.equal(profile.isVerified, name === 'verifiedBusiness' ? true : null, name);
    assert.equal(profile.pictureState === 'public', profile.profilePic !== null, name);
  }
});

test('given a fixture when a test changes it then its signals are what the rest of it tells, unless the test says them', async () => {
  const signals = (fields: Parameters<typeof profiles.person>[0]): readonly string[] => profiles.person(fields).signals;
  assert.deepEqual(signals({}), ['checked-unknown']);
  assert.deepEqual(signals({ pictureState: 'private', lastChecked: '2026-05-01T00:00:00Z' }), ['picture-hidden']);
  assert.deepEqual(profiles.notRegistered().signals, ['not-registered', 'checked-unknown']);
  const differs = { result: 'different', reason: 'nothing-in-common' } as const;
  assert.deepEqual(signals({ match: differs, isBusiness: true }), ['business', 'name-differs', 'checked-unknown']);
  assert.deepEqual(signals({ signals: ['checked-long-ago'] }), ['checked-long-ago']);

  stubLookups({ [MAYA]: profiles.noPicture({ number: '+13105550199' }), 1: profiles.person({ signals: [] }) });
  assert.deepEqual((await lookup(MAYA)).signals, ['no-picture', 'other-number', 'checked-unknown']);
  assert.deepEqual((await lookup('1')).signals, []);
});

test('given the texts of a stubbed card when held against those of the real one then they are the same', () => {
  const source = readFileSync(join(process.cwd(), '../src/card/strings.rs'), 'utf8');
  const real = [...source.matchAll(/^ +\w+, "(\w+)", (?:"(.+)"|Signal::.+);$/gm)];
  assert.deepEqual(Object.keys(ENGLISH), real.map(([, key]) => key));
  for (const [, key = '', text] of real) if (text) assert.equal((ENGLISH as unknown as Record<string, string>)[key], text, key);
});

test('given the names of the real module when held against the stub then all are there, and the same', () => {
  const stub: Record<string, unknown> = { lookup, LookupError, lookupMany, forget };
  for (const [name, value] of Object.entries(stub)) assert.equal(value, kit[name as keyof typeof kit], name);
});

test('given lookups that are restored when looked up then no stub answers, and stubbing again works', async () => {
  // given
  const stub = stubLookups(() => profiles.person());

  // when: the runtime is not built for these tests, and a loader that asks for it is the real one
  restoreLookups();
  const error: unknown = await lookup(MAYA).catch((thrown: unknown) => thrown);
  const again = stubLookups(() => profiles.business());
  await lookup(MAYA);

  // then
  assert.equal((error as LookupError).code, 'wasm-load');
  assert.deepEqual([stub.requests.length, again.requests.length], [0, 1]);
});
