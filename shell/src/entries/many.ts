// What lookupMany() of index.js fetches.
export { lookupMany } from '../functions/lookup-many.js';
