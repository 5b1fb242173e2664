/**
 * The classic script `phone-profile.js`: registers `<phone-profile>` and makes the functions a global.
 * Before it has loaded, `PhoneProfile` may be an array of calls, which it then makes.
 */
import type * as kit from './index.js';

declare global {
  // eslint-disable-next-line no-var
  var PhoneProfile: typeof kit & {
    /** Calls with the functions: at once, or as soon as the script has loaded. */
    push(...calls: ((functions: typeof kit) => unknown)[]): void;
  };
}
export {};
