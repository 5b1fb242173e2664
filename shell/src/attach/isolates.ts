// Numbers and names within a text keep a direction of their own, as in what Rust draws (`src/texts/bidi.rs`).

/** Unicode's controls of direction: those of a text's own would end ours too early. */
const CONTROLS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** For use in another text: a number from left to right, anything else in the direction of its first letter. */
export function isolated(text: string): string {
  const start = /\p{Letter}/u.test(text) ? '\u2068' : '\u2066';
  return `${start}${text.replace(CONTROLS, '')}\u2069`;
}
