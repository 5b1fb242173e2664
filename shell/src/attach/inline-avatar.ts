// The small picture beside a number, looked up once it is visible.

import { setProperties } from './set-properties.js';
import type { PhoneProfileElement } from '../entries/index.js';
import type { MountOptions } from '../types/options.js';

export function avatarBeside(anchor: Element, options: MountOptions): PhoneProfileElement {
  const avatar = anchor.ownerDocument.createElement('phone-profile');
  avatar.dataset['phoneProfile'] = 'avatar';
  // As large as the line: set by CSSOM, which a strict style-src allows.
  avatar.style.setProperty('--phone-profile-avatar-size', '1.6em');
  avatar.style.marginInlineEnd = '0.4em';
  setProperties(avatar, { ...options, variant: 'avatar', loading: 'lazy' });
  // Beside the number where it is part of a line; inside where it is a cell or an item of its own.
  const { display } = getComputedStyle(anchor);
  if (display.startsWith('inline')) anchor.before(avatar);
  else anchor.prepend(avatar);
  return avatar;
}
