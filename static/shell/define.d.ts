/** Importing this module registers `<phone-profile>`: `define()` and nothing else. */
import './index.js';
export {};
