// Given something that a lookup threw, when it is told apart by class and code, then every code can be handled.

import { LookupError, lookup, type LookupErrorCode } from 'phone-profile';
import { expectType } from './expect.js';

try {
  await lookup('+1 310 555 0123');
} catch (thrown) {
  const error = LookupError.from(thrown);
  expectType<LookupError>()(error);
  const plain: Error = error;
  expectType<string>()(plain.message);
  expectType<LookupErrorCode>()(error.code);
  expectType<number | undefined>()(error.status);
  expectType<number | undefined>()(error.retryAfterMs);
  expectType<boolean>()(error.retryable);
  advice(error.code);
}

function advice(code: LookupErrorCode): string {
  switch (code) {
    case 'invalid-number':
      return 'Check the number.';
    case 'network':
    case 'timeout':
    case 'rate-limited':
    case 'server':
      return 'Try again later.';
    case 'aborted':
    case 'not-in-cache':
      return '';
    case 'unauthorized':
    case 'forbidden':
    case 'quota-exhausted':
    case 'bad-response':
    case 'wasm-blocked':
    case 'wasm-load':
      return 'Ask your administrator.';
    default:
      expectType<never>()(code);
      return code;
  }
}

new LookupError('network', 'No answer came.');
new LookupError('server', 'Failed.', { status: 503, retryAfterMs: 1_000, retryable: true, cause: new Error() });
