// A number in groups, the way it is read aloud: +1 310 555 0123.

const CALLING_CODE = /^(?:[17]|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|\d{3})/;

/** Sizes of the groups after the calling code, by what there is of it. */
const GROUPS = {
  4: [4],
  5: [2, 3],
  6: [3, 3],
  7: [3, 4],
  8: [4, 4],
  9: [3, 3, 3],
  10: [3, 3, 4],
  11: [3, 4, 4],
  12: [3, 3, 3, 3],
};

export function digitsOf(number) {
  return number.replace(/\D/g, '');
}

export function grouped(number) {
  const digits = digitsOf(number);
  const code = CALLING_CODE.exec(digits)?.[0] ?? '';
  const parts = [`+${code}`];
  let at = code.length;
  for (const size of GROUPS[digits.length - at] ?? [digits.length]) {
    parts.push(digits.slice(at, at + size));
    at += size;
  }
  return parts.join(' ');
}
