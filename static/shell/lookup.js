// The functions alone, for pages that draw answers themselves. The same module as index.js, so the same cache.

export { LookupError, configure, forget, init, lookup, lookupMany, version } from './index.js';
