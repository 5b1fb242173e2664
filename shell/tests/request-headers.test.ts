import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createContext, runInContext } from 'node:vm';
import { readHeaders } from '../src/runtime/request-headers.js';

/** Headers that can be walked through and no more, as some polyfills have them. */
const walked = (entries: [string, string][]) => ({
  map: Object.fromEntries(entries),
  forEach(call: (value: string, name: string) => void) {
    for (const [name, value] of entries) call(value, name);
  },
});

const sent = async (given: unknown): Promise<[string, string][]> => {
  const read = readHeaders(given);
  return [...new Headers((typeof read === 'function' ? await read() : read) as HeadersInit)];
};

test('given what fetch takes, when read, then it is the very same', () => {
  for (const given of [undefined, { a: '1' }, [['a', '1']], new Headers({ a: '1' }), new Map([['a', '1']]), 42, 'text']) {
    assert.equal(readHeaders(given), given);
  }
});

test('given things of another realm, when sent, then they arrive', async () => {
  const other = createContext({ walked });
  for (const script of ['({ a: "1" })', '[["a", "1"]]', 'new Map([["a", "1"]])', '() => ({ a: "1" })', 'async () => [["a", "1"]]']) {
    assert.deepEqual(await sent(runInContext(script, other)), [['a', '1']], script);
  }
});

test('given headers that can only be walked through, when sent, then it is their entries and no member', async () => {
  const given = walked([['a', '1']]);
  assert.deepEqual(await sent(given), [['a', '1']]);
  assert.deepEqual(await sent(() => given), [['a', '1']]);
  assert.deepEqual(await sent(async () => given), [['a', '1']]);
});

test('given headers that change between requests, when read again, then the newest are sent by the same function', async () => {
  const entries: [string, string][] = [['a', '1']];
  const given = walked(entries);
  const read = readHeaders(given) as () => unknown;
  entries[0] = ['a', '2'];
  assert.equal(readHeaders(given), read, 'requests are told apart by it');
  assert.deepEqual(read(), [['a', '2']]);
});

test('given a function that fails, when called, then the request hears of it', async () => {
  const read = readHeaders(() => {
    throw new Error('no token');
  }) as () => Promise<unknown>;
  await assert.rejects(read(), /no token/);
});
