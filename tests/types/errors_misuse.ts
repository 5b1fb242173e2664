// Given a LookupError, when a page makes or reads it wrongly, then its compiler says so.

import { LookupError } from 'phone-profile';

// @ts-expect-error there is no such code
new LookupError('not-registered', 'Nobody there.');
// @ts-expect-error what went wrong?
new LookupError('network');
// @ts-expect-error a status is a number
new LookupError('server', 'Failed.', { status: '503' });

declare const error: LookupError;
// @ts-expect-error not every error has come with an answer
error.status.toFixed();
// @ts-expect-error codes are lower case
error.code === 'NETWORK';
// @ts-expect-error what happened can't be changed
error.code = 'network';
