// Starts the workbench: its worker, the card and the page's wasm, all downloads at once, and says what is
// wrong where one of them can't start.

import { problemOf, say } from './problem.js';

const WORKER = new URL('./worker.js', import.meta.url).href;

// Where Trusted Types are enforced, a worker's address comes from a policy. The gateway allows the one of this name,
// and it knows one address.
const addresses = {
  createScriptURL(address) {
    if (address !== WORKER) throw new TypeError('The workbench has one worker.');
    return address;
  },
};
const policy = globalThis.trustedTypes?.createPolicy('phone-profile-worker', addresses) ?? addresses;

/** The worker, or the reason why there is none. */
function startWorker() {
  const worker = new Worker(policy.createScriptURL(WORKER), { type: 'module', name: 'phone-profile workbench' });
  worker.addEventListener('error', (event) => {
    console.error(event.message ?? event);
    say('page-problem', 'The part of the workbench that holds the list has stopped. Load the page again; what this browser keeps is still there.');
  });
  return worker;
}

// Not by a link in the page's head: on the own origin WebKit would load it a second time.
const wasm = fetch(new URL('./workbench_bg.wasm', import.meta.url));
wasm.catch(() => {}); // handled where it is awaited

const kit = import('../phone-profile/define.js').catch((error) => {
  console.error(error);
  say('kit-problem', 'The profile card couldn’t be loaded. The list works without it; to see cards, load the page again.');
});

try {
  const worker = startWorker();
  const [{ default: init, run }] = await Promise.all([import('./workbench.js'), kit]);
  await init({ module_or_path: wasm });
  run(worker);
} catch (error) {
  console.error(error);
  say('page-problem', problemOf(error));
}

// A trap leaves the page's state as it was in the middle of a change: nothing after it can be relied on.
addEventListener('error', ({ error }) => {
  if (typeof WebAssembly === 'object' && error instanceof WebAssembly.RuntimeError) {
    say('page-problem', 'Something on this page stopped working. Load it again.');
  }
});
