// An outcome in words: everything that a card shows, decided beforehand, as in src/card/view.rs.

import { initials } from './initials.js';
import { grouped } from './number.js';
import { isBroken } from './picture.js';
import * as texts from './texts.js';
import { exact, relative } from './time.js';

/** What stands in for initials. */
export const PERSON =
  'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4.5 20c.6-3.6 3.6-5.5 7.5-5.5s6.900 1.900 7.500 5.500';
export const NOBODY = 'M6 12h12';

export function answerView(profile, picture) {
  const registered = profile.isWhatsApp;
  const number = grouped(profile.number);
  const name = profile.name ?? (registered ? texts.NO_NAME : number);
  return {
    registered,
    name,
    named: profile.name != null,
    initials: profile.name ? initials(profile.name) : '',
    figure: registered ? PERSON : NOBODY,
    // The heading of a number that nobody has is the number; it isn't said twice.
    number: name === number ? '' : number,
    badges: badges(profile),
    status: registered ? texts.REGISTERED : texts.NOT_REGISTERED,
    signals: registered ? signals(profile, picture) : [],
    checked: checked(profile),
  };
}

export function errorView(code) {
  const [title, hint] = texts.ERRORS[code];
  return { title, hint, retry: code === 'forbidden' ? '' : texts.RETRY };
}

/** What the live region says. */
export function announcement({ state, profile, code }) {
  switch (state) {
    case 'loading':
      return texts.LOADING;
    case 'ready':
      return `${profile.name ?? texts.NO_NAME}. ${texts.REGISTERED}`;
    case 'not-registered':
      return texts.NOT_REGISTERED;
    case 'error':
      return texts.ERRORS[code][0];
    default:
      return '';
  }
}

function badges({ isBusiness, isVerified }) {
  const badges = [];
  if (isBusiness) badges.push({ kind: 'badge', text: texts.BUSINESS });
  if (isVerified) badges.push({ kind: 'badge verified', text: texts.VERIFIED });
  return badges;
}

function signals(profile, picture) {
  if (isBroken(picture)) return [texts.PICTURES.broken];
  if (picture.thumb || picture.full) return [];
  switch (profile.image_status) {
    case 'not-authorized':
      return [texts.PICTURES.private];
    case 'item-not-found':
      return [texts.PICTURES.none];
    default:
      return [texts.PICTURES.unknown];
  }
}

function checked({ lastChecked, source, cached }) {
  const now = Date.now();
  const parsed = Date.parse(lastChecked);
  const then = Number.isNaN(parsed) ? now : parsed;
  const from = texts.SOURCES[cached ? 'cache' : source];
  return {
    prefix: `${texts.CHECKED} `,
    relative: relative(then, now),
    exact: exact(then),
    iso: lastChecked,
    source: from ? ` · ${from}` : '',
  };
}
