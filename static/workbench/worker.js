// Starts the worker's wasm, and keeps for it what the page says before it listens.

import init from './workbench_worker.js';

const early = [];
const keep = ({ data }) => early.push(data);
addEventListener('message', keep);

try {
  await init();
} catch (error) {
  // Outside of this module, so that the page hears of it as an error of the worker.
  setTimeout(() => { throw error; });
}

removeEventListener('message', keep);
for (const data of early) dispatchEvent(new MessageEvent('message', { data }));
