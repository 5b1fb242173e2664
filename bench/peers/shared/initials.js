// The letters under the picture: of the first and the last word of a name that begin with one.

const FIRST = /[\p{L}\p{N}]/u;
const HAS_CAPITALS = /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Armenian}]$/u;

export function initials(name) {
  const letters = name
    .split(/\s+/)
    .map((word) => FIRST.exec(word)?.[0])
    .filter((letter) => letter && !/\p{N}/u.test(letter));
  if (letters.length === 0) return '';
  const [first] = letters;
  const last = letters.length > 1 ? letters.at(-1) : '';
  return HAS_CAPITALS.test(first) && HAS_CAPITALS.test(last) ? first + last : first;
}
