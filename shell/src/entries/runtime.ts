// What comes with the wasm: wasm-bindgen's module, the style of what Rust draws, and the calls in both directions.
export { cardInputs } from '../runtime/card-inputs.js';
export { forget, lookup } from '../runtime/lookup.js';
export { MountedCard } from '../runtime/mounted-card.js';
export { prefetchFor, releasePrefetch } from '../prefetch/card-prefetch.js';
export { start } from '../runtime/start.js';
export { onStop } from '../runtime/stop.js';
export { summaryOf } from '../runtime/summary.js';
export { cardCss } from '../styles/card.js';
