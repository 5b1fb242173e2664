// Starts the page and the embed kit, both downloads at once, and says what is wrong where one of
// them can't start. The page's wasm draws everything else.

const page = import('../page.js');
// Not by a link in the page's head: on the own origin WebKit would load it a second time.
const wasm = fetch(new URL('../page_bg.wasm', import.meta.url));
wasm.catch(() => {}); // handled where it is awaited
const kit = Promise.all([
  import('../phone-profile/define.js'),
  import('../phone-profile/index.js'),
]);

/** Shows a message above the page: the document's own, which the page has translated, or what is said here, in English. */
function show(id, text) {
  const place = document.getElementById(id);
  if (!place) return;
  if (text) place.textContent = text;
  place.hidden = false;
}

function startProblem(error) {
  if (typeof WebAssembly !== 'object') {
    return 'This page needs WebAssembly, which is switched off in this browser.';
  }
  if (error instanceof WebAssembly.CompileError) {
    return 'This browser or its settings don’t let the page run WebAssembly. A Content Security Policy has to allow it with script-src \'wasm-unsafe-eval\'.';
  }
  return 'The page couldn’t be loaded completely. Check the connection and load it again.';
}

kit.then(
  ([, { configure, forget }]) => {
    document.addEventListener('page-forget', () => forget());
    document.addEventListener('page-token', ({ detail: token }) => {
      configure({ headers: token === null ? undefined : { authorization: `Bearer ${token}` } });
    });
  },
  (error) => {
    console.error(error);
    show('kit-problem');
  },
);

// The page draws once the kit has defined the card, or failed: a card that is made then reflects its state at once.
Promise.all([page, kit.catch(() => {})]).then(([{ default: init }]) => init({ module_or_path: wasm })).catch((error) => {
  console.error(error);
  show('page-problem', startProblem(error));
});

// A trap leaves the page's state as it was in the middle of a change: nothing after it can be relied on.
addEventListener('error', ({ error }) => {
  if (typeof WebAssembly === 'object' && error instanceof WebAssembly.RuntimeError) {
    show('stopped-problem');
  }
});
