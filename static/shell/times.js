// Times and names in the card's language, by the browser's own Intl. A language tag that the browser doesn't know falls
// back to the browser's language, never to an exception.

/** Seconds of each unit. */
const UNITS = [
  ['year', 31557600],
  ['month', 2629800],
  ['week', 604800],
  ['day', 86400],
  ['hour', 3600],
  ['minute', 60],
];

/** Formats by language; null for one that was asked for. */
const formats = new Map();

/**
 * "2 minutes ago" and the full date and time, with NUL between them; milliseconds since 1970. Nothing when a language
 * is asked for the first time: its formats are made when it is asked for again. The first of them takes longer than all
 * else that is done between an answer and its picture, so a card is drawn without it, and asks again right after.
 */
export function times(lang, then, now) {
  let made = formats.get(lang);
  if (made === undefined) {
    formats.set(lang, null);
    return '';
  }
  if (!made) formats.set(lang, (made = make(lang) ?? make()));
  const seconds = (then - now) / 1000;
  // "0 seconds" with `numeric: auto` is "now"; nobody wants to watch the seconds.
  const [unit, length] = UNITS.find((unit) => Math.abs(seconds) >= unit[1]) ?? ['second', Infinity];
  try {
    return `${made[0].format(Math.trunc(seconds / length), unit)}\0${made[1].format(then)}`;
  } catch {
    return '\0'; // a time that is none
  }
}

function make(lang) {
  try {
    return [
      new Intl.RelativeTimeFormat(lang, { numeric: 'auto' }),
      new Intl.DateTimeFormat(lang, { dateStyle: 'long', timeStyle: 'medium' }),
    ];
  } catch {
    return undefined;
  }
}

/** A name made ready for comparing: in lower case, its accents taken apart. */
export const comparable = (name) => name.toLowerCase().normalize('NFKD');
