// Times in the browser's language. The formatters are made once: making one costs more than a hundred uses.

const relativeFormat = new Intl.RelativeTimeFormat(navigator.language, { numeric: 'auto' });
const exactFormat = new Intl.DateTimeFormat(navigator.language, { dateStyle: 'long', timeStyle: 'medium' });

const UNITS = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

export function relative(then, now) {
  const seconds = (then - now) / 1000;
  for (const [unit, length] of UNITS) {
    if (Math.abs(seconds) >= length) return relativeFormat.format(Math.trunc(seconds / length), unit);
  }
  return relativeFormat.format(0, 'second');
}

export function exact(then) {
  return exactFormat.format(then);
}
