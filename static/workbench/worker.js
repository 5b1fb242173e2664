// Starts the worker's wasm, with the port that the page sends.

import init, { run } from './workbench_worker.js';

// Listened for at once: nobody keeps what comes while this waits.
const port = new Promise((resolve) => addEventListener('message', ({ data }) => resolve(data), { once: true }));

try {
  await init();
  run(await port);
} catch (error) {
  // Outside of this module, so that the page hears of it as an error of the worker.
  setTimeout(() => { throw error; });
}
