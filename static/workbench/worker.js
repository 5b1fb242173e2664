// Starts the worker's wasm.

import init from './workbench_worker.js';

try {
  await init();
} catch (error) {
  // Outside of this module, so that the page hears of it as an error of the worker.
  setTimeout(() => { throw error; });
}
