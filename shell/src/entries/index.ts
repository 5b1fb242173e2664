/**
 * phone-profile: a phone number made into a profile card, as `<phone-profile>` and as functions.
 *
 * Importing has no effect and works on a server too. The WebAssembly behind it is loaded once, when
 * a card or a lookup first needs it.
 *
 * Not affiliated with WhatsApp or Meta.
 */

export type {} from '../types/platform.js';
export { configure } from '../config.js';
export { PhoneProfileElement } from '../element/element.js';
export { LookupError, type LookupErrorCode } from '../errors.js';
export { define } from '../functions/define.js';
export { forget, lookup } from '../functions/lookup.js';
export { mount } from '../functions/mount.js';
export { attach, lookupMany } from '../functions/on-demand.js';
export { init } from '../loader/loader.js';
/** @internal For the entries that bring the wasm along. */
export { embedWasm } from '../loader/loader.js';
/** @internal For tests. */
export { standIn } from '../loader/loader.js';
export type { PhoneProfileEvent, PhoneProfileEventDetail, PhoneProfileEventMap } from '../types/events.js';
export type {
  AttachOptions,
  CardHandle,
  ConfigureOptions,
  InitOptions,
  LookupOptions,
  LookupResult,
  MountOptions,
  SingleLookupOptions,
} from '../types/options.js';
export type {
  BusinessProfile,
  CardState,
  NameMatch,
  NameMatchReason,
  PictureState,
  Profile,
  ProfileWarning,
  Quota,
  ShownPictureState,
  Signal,
} from '../types/profile.js';
export type { Strings } from '../types/strings.js';
export { version } from '../version.js';
