// What the loader fetches when it has failed.
export { explain, failed } from '../loader/problem.js';
export { default as css } from '../styles/card.css';
