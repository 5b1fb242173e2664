import assert from 'node:assert/strict';
import { test } from 'node:test';
import { prefetchUrl } from '../src/prefetch/prefetch-url.js';

const url = (number: string, endpoint = '/lookup', purpose?: string): string | undefined =>
  prefetchUrl({ number, endpoint, purpose, fetcherId: 0 });

test('given international numbers as people write them, when asked, then their request is certain', () => {
  assert.equal(url('+13105550123'), '/lookup/number/13105550123');
  assert.equal(url('+1 (310) 555-0123'), '/lookup/number/13105550123');
  assert.equal(url('+44 20 7946 0958', 'https://dash.example/lookup/'), 'https://dash.example/lookup/number/442079460958');
});

test('given what Rust may read differently, when asked, then it waits for Rust', () => {
  for (const number of [
    '',
    '310 555 0123',
    '0044 20 7946 0958',
    '+44 (0)20 7946 0958',
    '+44 ( 0 )20 7946 0958',
    '+1 110 555 0123',
    '+999 123 4567',
    '+12',
    '+1 310 555 0123 x4',
    '+447700900123.0',
    '+4477009001230',
    '+7 8 912 345-67-89',
    `+1310${' '.repeat(60)}5550123`,
  ]) {
    assert.equal(url(number), undefined, number);
  }
  for (const endpoint of ['', 'lookup?key=1', 'https://dash.example/{number}', '//dash.example', 'ftp://dash.example/x', '/a b']) {
    assert.equal(url('+13105550123', endpoint), undefined, endpoint);
  }
  assert.equal(url('+13105550123', '/lookup', 'a review'), undefined);
});
