/**
 * The classic script `phone-profile.js`: registers `<phone-profile>` and makes the functions a global.
 * Before it has loaded, `PhoneProfile` may be an array of calls, which it then makes:
 *
 *     (window.PhoneProfile ||= []).push((kit) => kit.mount('#contact', { number }));
 */

import * as kit from './index.js';

type Kit = typeof kit;
type Call = (functions: Kit) => unknown;

/** The functions, and `push()` for calls with them: at once, or as soon as the script has loaded. */
type Loaded = Kit & { push(...calls: Call[]): void };

declare global {
  interface Window {
    /** The functions, once the script has loaded. Before, calls that wait for it can be pushed. */
    get PhoneProfile(): Loaded;
    /** An array: the calls that wait for the script. */
    set PhoneProfile(functions: Loaded | Call[]);
  }
  // No `var`: that would be a property of `window` too, which could then not be set to an array.
  /** The functions, once the script has loaded. */
  const PhoneProfile: Loaded;
}

/** The global, which is one in workers too. */
const scope = globalThis as { PhoneProfile?: Loaded | Call[] };
/** Another copy, or the calls that wait for this one. */
const before = scope.PhoneProfile;

if (!before || !('version' in before)) {
  scope.PhoneProfile = { ...kit, push: (...calls) => calls.forEach(run) };
  kit.define();
  if (Array.isArray(before)) before.forEach(run);
} else if (before.version !== kit.version) {
  console.warn(`phone-profile: version ${before.version} is loaded already; version ${kit.version} is not used`);
}

/** One call's mistake is not the next one's. */
function run(call: Call): void {
  try {
    call(kit);
  } catch (error) {
    reportError(error);
  }
}
