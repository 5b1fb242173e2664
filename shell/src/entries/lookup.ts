/** The functions alone, for pages that draw answers themselves. They share the cache of `index.js`. */
export { LookupError, configure, forget, init, lookup, lookupMany, version } from './index.js';
export type {
  BusinessProfile,
  ConfigureOptions,
  InitOptions,
  LookupErrorCode,
  LookupOptions,
  LookupResult,
  NameMatch,
  NameMatchReason,
  PictureState,
  Profile,
  ProfileWarning,
  Quota,
  Signal,
  SingleLookupOptions,
} from './index.js';
