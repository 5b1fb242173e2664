// What happens when the wasm stops after an internal error. A panic is a trap: it ends in whatever called into the
// wasm, which can be a timer or a listener of Rust's own. Nothing in the wasm can be trusted or called any more.

/** Called with what was thrown. */
export const onStop = new Set<(cause: unknown) => void>();

let isStopped = false;

interface WithProcess {
  readonly process?: { readonly versions?: { readonly node?: string; readonly electron?: string } };
}

/**
 * Watches for the trap. In Node, its caller gets it: on a server, and in tests, where Jest and vitest take a listener for
 * errors as a sign that the test awaits some, and no longer fail it for those that nobody has caught.
 */
export function watchForStop(): void {
  const { node, electron } = (globalThis as WithProcess).process?.versions ?? {};
  if (!globalThis.addEventListener || (node && !electron)) return;
  addEventListener('error', ({ error }) => stopAfter(error));
  addEventListener('unhandledrejection', ({ reason }) => stopAfter(reason));
}

/** A promise of Rust's, which rejects when Rust stops: Rust can't settle it then. */
export function untilStop<Value>(promise: Promise<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    onStop.add(reject);
    promise.then(resolve, reject).finally(() => onStop.delete(reject));
  });
}

function stopAfter(cause: unknown): void {
  const isOurs = cause instanceof WebAssembly.RuntimeError && /phone_profile/.test(cause.stack ?? '');
  if (isStopped || !isOurs) return;
  isStopped = true;
  for (const listener of [...onStop]) listener(cause);
}
