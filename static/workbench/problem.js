// What is said above the workbench where it can't work.

/** Shows a message. Text only: it may hold what a browser said. */
export function say(id, text) {
  const place = document.getElementById(id);
  if (!place) return;
  place.textContent = text;
  place.hidden = false;
}

/** Why the workbench couldn't be started. */
export function problemOf(error) {
  if (typeof WebAssembly !== 'object') {
    return 'The workbench needs WebAssembly, which is switched off in this browser.';
  }
  if (error instanceof WebAssembly.CompileError) {
    return 'This browser or its settings don’t let the page run WebAssembly. A Content Security Policy has to allow it with script-src \'wasm-unsafe-eval\'.';
  }
  return 'The workbench couldn’t be loaded completely. Check the connection and load it again.';
}
