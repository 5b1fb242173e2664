import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { hasHash } from '../src/loader/integrity.js';

const CONTENT = new TextEncoder().encode('phone').buffer as ArrayBuffer;
const hash = (algorithm: string, text = 'phone'): string =>
  `${algorithm}-${createHash(algorithm).update(text).digest('base64')}`;

test('given its own hash, alone or among others, when compared, then the content has it', async () => {
  const other = hash('sha384', 'other');
  for (const right of [hash('sha256'), hash('sha384'), hash('sha512'), `${other} ${hash('sha384')}`, `${hash('sha384')}?option`]) {
    assert.equal(await hasHash(CONTENT, right), true, right);
  }
});

test('given another hash, or what is none, when compared, then the content has it not', async () => {
  for (const wrong of [hash('sha384', 'other'), 'sha384-late', 'md5-AAAA', 'nonsense']) {
    assert.equal(await hasHash(CONTENT, wrong), false, wrong);
  }
});

test('given no hash, when compared, then any content will do', async () => {
  assert.equal(await hasHash(CONTENT, ''), true);
});
