import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plainData } from '../src/runtime/plain-data.js';

test('given plain data, when copied, then it is the same and another object', () => {
  const answer = { number: '13105550123', isWhatsApp: true, name: null, quota: { limit: 1.5 }, categories: ['a', 'b'] };
  const copy = plainData(answer);
  assert.deepEqual(copy, answer);
  assert.notEqual(copy, answer);
});

test('given values that are no data, when copied, then they are null, and undefined members are left out', () => {
  const value = { call: () => 1, symbol: Symbol('a'), large: 1n, none: Number.NaN, never: Infinity, missing: undefined };
  assert.deepEqual(plainData(value), { call: null, symbol: null, large: null, none: null, never: null });
  assert.equal(plainData(undefined), null);
  assert.deepEqual(plainData([undefined, 1]), [null, 1]);
});

test('given a cycle, when copied, then the copy ends after 8 levels', () => {
  const cycle: { self?: unknown } = {};
  cycle.self = cycle;
  let depth = 0;
  for (let at: unknown = plainData(cycle); at; at = (at as { self: unknown }).self) depth += 1;
  assert.equal(depth, 8);
});

test('given more than there may be, when copied, then entries, characters and values are limited', () => {
  const many = Array.from({ length: 1_000 }, (_, index) => index);
  assert.equal((plainData(many) as unknown[]).length, 256);
  assert.equal(Object.keys(plainData(Object.fromEntries(many.map((key) => [key, 0]))) as object).length, 256);
  assert.equal((plainData('x'.repeat(10_000)) as string).length, 4_096);
  const lists = Array.from({ length: 200 }, () => Array.from({ length: 200 }, () => 1));
  const values = (plainData(lists) as (number | null)[][] | null[]).flat().filter((value) => value === 1);
  assert.ok(values.length < 4_096 && values.length > 3_500, `${values.length}`);
});

test('given getters and proxies that throw, when copied, then nothing is thrown and what can be read stays', () => {
  const fail = (): never => {
    throw new Error('of the page');
  };
  const value = { name: 'Maya', get bad() { return fail(); } };
  assert.deepEqual(plainData(value), { name: 'Maya' });
  assert.equal(plainData(new Proxy({}, { ownKeys: fail })), null);
  const { proxy, revoke } = Proxy.revocable([], {});
  revoke();
  assert.deepEqual(plainData({ proxy, number: 1 }), { proxy: null, number: 1 });
});

test('given a member that is called __proto__, when copied, then it is a member like others', () => {
  const copy = plainData(JSON.parse('{"__proto__": {"name": "x"}}')) as object;
  assert.ok(Object.hasOwn(copy, '__proto__'));
  assert.equal(Object.getPrototypeOf(copy), Object.prototype);
});
