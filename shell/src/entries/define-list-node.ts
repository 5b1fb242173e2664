// `define-list.js` for Node, which fetches no files.
import './inline.js';
import './define-list.js';
