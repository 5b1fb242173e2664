// A classic script: registers <phone-profile> and makes the functions the global PhoneProfile.
//
// A page may call before this has loaded, and from whichever script comes first:
//   (window.PhoneProfile ||= []).push((kit) => kit.mount('#contact', { number }));

import * as kit from './index.js';

const waiting = globalThis.PhoneProfile;
if (!waiting?.version) {
  const run = (call) => {
    try {
      call(kit);
    } catch (error) {
      // One call's mistake is not the next one's.
      reportError(error);
    }
  };
  globalThis.PhoneProfile = { ...kit, push: (...calls) => calls.forEach(run) };
  kit.define();
  if (Array.isArray(waiting)) waiting.forEach(run);
} else if (waiting.version !== kit.version) {
  console.warn(`phone-profile: version ${waiting.version} is loaded already; version ${kit.version} is not used`);
}
