// `react.js` for Node, which fetches no files.
import './inline.js';

export * from './react.js';
