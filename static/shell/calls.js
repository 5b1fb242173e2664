// Lookups that were called for from JavaScript, by numbers: Rust says how each of them ended.

const waiting = new Map();
let count = 0;

/** A promise for how a call ends. `begin` gets its number and starts it. */
export function call(begin) {
  const number = (count += 1);
  return new Promise((resolve, reject) => {
    waiting.set(number, [resolve, reject]);
    begin(number);
  });
}

/** Rust's word: a profile or, for one that failed, an error, as JSON. */
export function settle(number, outcome, failed) {
  const [resolve, reject] = waiting.get(number);
  waiting.delete(number);
  if (failed) reject(JSON.parse(outcome));
  else resolve(Object.freeze(JSON.parse(outcome)));
}

/** Rust has stopped: what it has promised it can't keep. */
export function stop(cause) {
  for (const [, reject] of waiting.values()) reject(cause);
  waiting.clear();
}
