// The small picture beside a number, looked up once it is visible.

import { setProperties } from './set-properties.js';
import type { PhoneProfileElement } from '../entries/index.js';
import type { MountOptions } from '../types/options.js';

const AVATAR = 'phone-profile[data-phone-profile="avatar"]';

/** Those that are somebody's. Others are copies: of a row, or of the page as it was when it was left. */
const owned = new WeakSet<Element>();

/** Puts the picture beside its number: a new one, or `present` again. Undefined where another attach() has put one. */
export function putAvatar(
  anchor: Element,
  options: MountOptions,
  present: PhoneProfileElement | undefined,
): PhoneProfileElement | undefined {
  const isInline = getComputedStyle(anchor).display.startsWith('inline');
  const neighbour = isInline ? anchor.previousElementSibling : anchor.firstElementChild;
  if (neighbour && neighbour !== present && neighbour.matches(AVATAR)) {
    if (owned.has(neighbour)) return undefined;
    neighbour.remove();
  }
  const avatar = present?.matches(AVATAR) ? present : newAvatar(options);
  // Beside the number where it is part of a line; inside where it is a cell or an item of its own.
  if (isInline) anchor.parentNode?.insertBefore(avatar, anchor);
  else anchor.insertBefore(avatar, anchor.firstChild);
  return avatar;
}

/** Whether the picture is where it was put, and still one: a morph makes a page's card of what is in a card's place. */
export function isAvatarOf(avatar: Element, anchor: Element): boolean {
  return (avatar.nextElementSibling === anchor || avatar.parentNode === anchor) && avatar.matches(AVATAR);
}

export function removeAvatar(avatar: Element): void {
  owned.delete(avatar);
  if (avatar.matches(AVATAR)) avatar.remove();
}

function newAvatar(options: MountOptions): PhoneProfileElement {
  // Of this document, which knows the element, also for a number in an iframe.
  const avatar = document.createElement('phone-profile');
  avatar.dataset['phoneProfile'] = 'avatar';
  // As large as the line: set by CSSOM, which a strict style-src allows.
  avatar.style.setProperty('--phone-profile-avatar-size', '1.6em');
  avatar.style.marginInlineEnd = '0.4em';
  setProperties(avatar, { ...options, variant: 'avatar', loading: 'lazy' });
  owned.add(avatar);
  return avatar;
}
