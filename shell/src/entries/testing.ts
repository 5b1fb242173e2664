/**
 * For tests of pages and components that use phone-profile. Once this module is imported, cards and functions are
 * answered by what {@link stubLookups} says: no WebAssembly is loaded and no endpoint is asked. Everything else is the
 * real thing: element, events, functions and React component are those of `phone-profile`, which needs no mock.
 *
 *     import { profiles, stubLookups } from 'phone-profile/testing';
 *
 *     const stub = stubLookups({ '+1 310 555 0123': profiles.person({ name: 'Maya Lindqvist' }) });
 *
 * It does not read numbers as the real card does (two spellings have the same digits, and that is all), retry, time out,
 * compare names, load pictures or style anything. Where that matters, test the real card with a `fetch` of your own.
 */

import { stubRuntime } from '../testing/runtime.js';
import { standIn } from './index.js';

standIn(stubRuntime);

export * from './index.js';
export { failure, pending } from '../testing/failure.js';
export { profiles, type ProfileFields } from '../testing/profiles.js';
export { stubLookups, type LookupStub, type StubbedAnswer, type StubbedRequest } from '../testing/stub-lookups.js';
