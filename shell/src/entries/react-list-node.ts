// `react-list.js` for Node, which fetches no files.
import './inline.js';

export * from './react-list.js';
