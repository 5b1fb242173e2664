import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { warnAboutOptions } from '../src/runtime/validate.js';

function warnings(options: object): string[] {
  const { mock: calls } = mock.method(console, 'warn', () => {});
  warnAboutOptions(options);
  const texts = calls.calls.map(({ arguments: [text] }) => `${text}`);
  calls.restore();
  return texts;
}

test('given options as they should be, when checked, then nothing is said', () => {
  const fitting = { endpoint: '/lookup', region: 'US', timeoutMs: 1, cache: 'reload', headers: () => ({}), fetch, signal: undefined };
  assert.deepEqual(warnings(fitting), []);
});

test('given options that can be no use, when checked, then each is told of once', () => {
  assert.deepEqual(warnings({ timeoutMs: '5s', cache: 'force-cache', endpiont: '/lookup' }), [
    'phone-profile: timeoutMs has to be a number of milliseconds',
    'phone-profile: cache has to be "default", "reload", "no-store", "only-if-cached"',
    'phone-profile: there is no option "endpiont"',
  ]);
  assert.deepEqual(warnings({ timeoutMs: '5s' }), []);
});

test('given signals and URLs of another realm, when checked, then nothing is said', () => {
  const signal = { aborted: false, addEventListener() {} };
  const endpoint = { href: 'https://dash.example/', toString: () => 'https://dash.example/' };
  assert.deepEqual(warnings({ signal, endpoint }), []);
});

test('given what is no signal and no URL, when checked, then it is told', () => {
  assert.deepEqual(warnings({ signal: { aborted: true }, endpoint: {} }), [
    'phone-profile: signal has to be an AbortSignal',
    'phone-profile: endpoint has to be a URL',
  ]);
});
