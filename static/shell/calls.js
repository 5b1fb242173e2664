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

/** Rust's word: a profile as JSON, or an error. */
export function settle(number, profile, error) {
  const [resolve, reject] = waiting.get(number);
  waiting.delete(number);
  if (error) reject(JSON.parse(error));
  else resolve(Object.freeze(JSON.parse(profile)));
}
