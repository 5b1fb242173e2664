export { explain, failed } from '../loader/problem.js';
export { cardCss } from '../styles/card.js';
