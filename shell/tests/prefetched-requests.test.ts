import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { abortPrefetches, releaseRequest, sendPrefetch, takePrefetch } from '../src/prefetch/prefetched-requests.js';

const URL = '/lookup/number/13105550123';

/** Elements are told apart only. */
const element = (): Element => ({}) as Element;

/** A fetch that records its calls and never answers. */
function recorder() {
  const calls: [string, RequestInit][] = [];
  const fetch = ((url: string, init: RequestInit) => {
    calls.push([url, init]);
    return new Promise<Response>(() => {});
  }) as typeof globalThis.fetch;
  return { calls, fetch };
}

/** Until the promises that are settled have been heard of. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

beforeEach(abortPrefetches);

test('given a request, when it is sent, then it leaves nothing on disk and nothing about the page', async () => {
  const { calls, fetch } = recorder();
  sendPrefetch(element(), URL, async () => ({ 'x-key': 'a' }), fetch);
  await turn();
  const [[url, init] = []] = calls;
  assert.equal(url, URL);
  assert.deepEqual(init?.headers, { 'x-key': 'a' });
  assert.equal(init?.cache, 'no-store');
  assert.equal(init?.referrerPolicy, 'no-referrer');
  assert.equal(init?.redirect, 'follow');
});

test('given two elements of one number, when both ask, then one request goes out and Rust takes it once', async () => {
  const { calls, fetch } = recorder();
  for (let count = 0; count < 2; count += 1) sendPrefetch(element(), URL, undefined, fetch);
  await turn();
  assert.equal(calls.length, 1);
  assert.ok(takePrefetch(URL, undefined, fetch));
  assert.equal(takePrefetch(URL, undefined, fetch), undefined);
});

test('given a request, when Rust asks by other headers or another fetch, then it is not the same', () => {
  const { fetch } = recorder();
  const headers = {};
  sendPrefetch(element(), URL, headers, fetch);
  assert.equal(takePrefetch(URL, {}, fetch), undefined);
  assert.equal(takePrefetch(URL, headers, undefined), undefined);
  assert.equal(takePrefetch('/other', headers, fetch), undefined);
  assert.ok(takePrefetch(URL, headers, fetch));
});

test('given two owners, when both have left, then the request is aborted, and not before', async () => {
  const { calls, fetch } = recorder();
  const [one, other] = [element(), element()];
  sendPrefetch(one, URL, undefined, fetch);
  sendPrefetch(other, URL, undefined, fetch);
  await turn();
  releaseRequest(one, URL);
  assert.equal(calls[0]?.[1].signal?.aborted, false);
  releaseRequest(other, URL);
  assert.equal(calls[0]?.[1].signal?.aborted, true);
  assert.equal(takePrefetch(URL, undefined, fetch), undefined);
});

test('given a request that Rust has taken, when its element leaves, then Rust decides about it', async () => {
  const { calls, fetch } = recorder();
  const owner = element();
  sendPrefetch(owner, URL, undefined, fetch);
  await turn();
  takePrefetch(URL, undefined, fetch);
  releaseRequest(owner, URL);
  abortPrefetches();
  assert.equal(calls[0]?.[1].signal?.aborted, false);
});

test('given headers that fail, when sent, then no request goes out and none is handed over', async () => {
  const { calls, fetch } = recorder();
  const headers = () => Promise.reject(new Error('signed out'));
  sendPrefetch(element(), URL, headers, fetch);
  await turn();
  assert.equal(calls.length, 0);
  assert.equal(takePrefetch(URL, headers, fetch), undefined);
});
