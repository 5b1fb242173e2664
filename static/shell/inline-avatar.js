// The small picture beside a number, looked up once it is visible.

import { PhoneProfileElement } from './index.js';

/** Puts it there; gives what changes its number and what removes it. */
export function avatarBeside(anchor, options) {
  const avatar = anchor.ownerDocument.createElement('phone-profile');
  avatar.dataset.phoneProfile = 'avatar';
  // As large as the line: set by CSSOM, which a strict style-src allows.
  avatar.style.setProperty('--phone-profile-avatar-size', '1.6em');
  avatar.style.marginInlineEnd = '0.4em';
  for (const name of PhoneProfileElement.properties) {
    if (name in options) avatar[name] = options[name];
  }
  avatar.variant = 'avatar';
  avatar.loading = 'lazy';
  // Beside the number where it is part of a line; inside where it is a cell or an item of its own.
  const display = getComputedStyle(anchor).display;
  if (display.startsWith('inline')) anchor.before(avatar);
  else anchor.prepend(avatar);
  return {
    renew(number) {
      avatar.number = number;
    },
    remove() {
      avatar.remove();
    },
  };
}
