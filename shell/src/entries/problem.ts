// What the loader fetches when it has failed.
export { explain, failed } from '../loader/problem.js';
export { cardCss } from '../styles/card.js';
