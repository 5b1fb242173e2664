// The public interface of the embed kit. Importing it has no effect, also on a server.

export { configure } from './config.js';
export { define } from './define-element.js';
export { PhoneProfileElement } from './element.js';
export { LookupError } from './errors.js';
export { forget, lookup } from './functions.js';
export { attach, lookupMany } from './lazy.js';
export { init } from './loader.js';
export { mount } from './mount.js';
export { version } from './version.js';
