/**
 * `<phone-profile-list>`: a table of phone numbers with their profiles. It shares element, cache and WebAssembly with
 * `index.js`, and importing it has no effect: `defineList()` registers it.
 */

export { defineList } from '../list/define.js';
export { PhoneProfileListElement } from '../list/list.js';
export type * from '../list/types.js';
