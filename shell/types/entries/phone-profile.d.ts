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
export {};
