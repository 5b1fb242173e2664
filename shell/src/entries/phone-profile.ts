/**
 * The classic script `phone-profile.js`: registers `<phone-profile>` and makes the functions a global.
 * Before it has loaded, `PhoneProfile` may be an array of calls, which it then makes:
 *
 *     (window.PhoneProfile ||= []).push((kit) => kit.mount('#contact', { number }));
 */

import * as kit from './index.js';

type Kit = typeof kit;
type Call = (functions: Kit) => unknown;

declare global {
  var PhoneProfile: Kit & {
    /** Calls with the functions: at once, or as soon as the script has loaded. */
    push(...calls: Call[]): void;
  };
}

/** Another copy, or the calls that wait for this one. */
const before = globalThis.PhoneProfile as Kit | Call[] | undefined;

if (!before || !('version' in before)) {
  globalThis.PhoneProfile = { ...kit, push: (...calls) => calls.forEach(run) };
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
