// What attach() of index.js fetches.
export { attach } from '../attach/attach.js';
