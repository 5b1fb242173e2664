export { lookupMany } from '../functions/lookup-many.js';
