// How a row is looked up: as its list says, and what is around that.

import type { SingleLookupOptions } from '../entries/index.js';
import { inherited } from '../element/inherited.js';
import type { PhoneProfileListElement } from './list.js';
import type { Row } from './rows.js';

/** What the page has not set is left out: `configure()`'s counts then. */
export function lookupOptions(list: PhoneProfileListElement, { expectedName }: Row): SingleLookupOptions {
  const options: SingleLookupOptions = {};
  const endpoint = inherited(list, 'endpoint');
  const region = inherited(list, 'region');
  if (endpoint !== undefined) options.endpoint = endpoint;
  if (region !== undefined) options.region = region;
  if (list.purpose !== null) options.purpose = list.purpose;
  if (list.hasAttribute('max-age')) options.maxAgeMs = list.maxAge * 1000;
  if (list.fetcher) options.fetch = list.fetcher;
  if (expectedName !== undefined) options.expectedName = expectedName;
  // A refusal for the rate comes back at once, for all to wait together.
  return { ...options, bulk: true } as SingleLookupOptions;
}
