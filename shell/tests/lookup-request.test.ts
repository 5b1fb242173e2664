import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readLookupRequest, textOf } from '../src/runtime/lookup-request.js';

/** What isn't undefined. */
const set = (options: object): object =>
  Object.fromEntries(Object.entries(readLookupRequest(options, '1')).filter(([, value]) => value !== undefined));

test('given every option, when read, then each is in the request', () => {
  const fetch = () => Promise.resolve(new Response());
  const headers = { authorization: 'Bearer token' };
  const options = {
    endpoint: new URL('https://dash.example/lookup'),
    region: 'US',
    maxAgeMs: 60_000.7,
    timeoutMs: 5_000,
    purpose: 'a review',
    cache: 'no-store',
    bulk: true,
    fetch,
    headers,
  };
  const request = readLookupRequest(options, '+1 310 555 0123');
  assert.deepEqual(request, {
    number: '+1 310 555 0123',
    endpoint: 'https://dash.example/lookup',
    region: 'US',
    maxAgeMs: 60_000,
    timeoutMs: 5_000,
    purpose: 'a review',
    cache: 'no-store',
    bulk: true,
    fetcherId: request.fetcherId,
    fetch,
    headers,
  });
  assert.equal(request.headers, headers);
  assert.ok(request.fetcherId > 0);
});

test('given nothing, or what has the wrong type, when read, then it counts as not set', () => {
  const none = { number: '1', endpoint: '', bulk: false, fetcherId: 0 };
  assert.deepEqual(set({}), none);
  assert.deepEqual(
    set({ endpoint: 5, region: true, maxAgeMs: '60', timeoutMs: -1, purpose: '', cache: 'force-cache', fetch: 'no', headers: null }),
    none,
  );
  assert.deepEqual(set({ maxAgeMs: Number.NaN }), none);
});

test('given times that no timer can wait for, when read, then they are as long as one can', () => {
  const request = readLookupRequest({ maxAgeMs: Infinity, timeoutMs: 1e15 }, '1');
  assert.equal(request.maxAgeMs, 2 ** 31 - 1);
  assert.equal(request.timeoutMs, 2 ** 31 - 1);
});

test('given getters and texts that throw, when read, then the others are read all the same', () => {
  const fail = (): never => {
    throw new Error('of the page');
  };
  const options = { get endpoint() { return fail(); }, region: { toString: fail }, purpose: 'a review' };
  assert.deepEqual(set(options), { number: '1', endpoint: '', purpose: 'a review', bulk: false, fetcherId: 0 });
  assert.equal(textOf({ toString: fail }), '');
  assert.equal(textOf(undefined), '');
  assert.equal(textOf(13105550123), '13105550123');
});

test('given fetch functions, when read, then each has one number of its own', () => {
  const [one, other] = [() => Promise.resolve(new Response()), () => Promise.resolve(new Response())];
  const id = (fetch: unknown): number => readLookupRequest({ fetch }, '1').fetcherId;
  assert.equal(id(one), id(one));
  assert.notEqual(id(one), id(other));
});
