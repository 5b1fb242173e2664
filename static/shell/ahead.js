// The request that Rust is going to make for a card, for as long as Rust isn't there: it goes out while the wasm is on
// its way. Only where its URL is certain: a lookup that nobody asked for costs somebody money. What isn't certain
// waits for Rust; a test holds the rest against Rust's rules.

/** What people write between digits. */
const TYPOGRAPHY = /[ ().-]/g;

/**
 * Calling codes, and what may follow them: no zero, which can be a trunk digit. In North America neither an area code
 * nor what follows it starts with 0 or 1.
 */
const NUMBER =
  /^\+(?=\d{7,15}$)(1[2-9]..[2-9].{6}$|(7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|2(1[1-3]|[2-46][1-9]|5[1-8])|35\d|37[0-8]|42[013]|50\d|59\d|67[02-9]|68[0-35-9]|85[2356]|96[0-8]|97[1-7]|99[2-68])[1-9])/;

/** A base without a query and without anything else that Rust might read differently. */
const ENDPOINT = /^(https?:\/)?(\/[\w.:-]+)*\/?$/;

export function urlOf({ number, endpoint, purpose }) {
  const digits = `${number ?? ''}`.replace(TYPOGRAPHY, '');
  if (!NUMBER.test(digits) || !endpoint || !ENDPOINT.test(endpoint) || purpose) return undefined;
  return `${`${endpoint}`.replace(/\/$/, '')}/number/${digits.slice(1)}`;
}
