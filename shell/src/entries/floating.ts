// What attach() fetches where the browser has no anchor positioning.
export { keepFloating } from '../attach/floating.js';
