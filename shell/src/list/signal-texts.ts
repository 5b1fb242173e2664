// Which texts word a signal: what was observed, and what that does not mean.

import type { Signal } from '../types/profile.js';
import type { Texts } from './texts.js';

/** Those that are always there. */
type Key = { [Name in keyof Texts]-?: undefined extends Texts[Name] ? never : Name }[keyof Texts];

const KEYS: Readonly<Record<Signal, readonly [observed: Key, caution: Key]>> = {
  'not-registered': ['notRegistered', 'cautionNotRegistered'],
  'no-picture': ['pictureNone', 'cautionNoPicture'],
  'picture-hidden': ['picturePrivate', 'cautionPictureHidden'],
  'picture-unknown': ['pictureUnknown', 'cautionPictureUnknown'],
  business: ['businessAccount', 'cautionBusiness'],
  'name-differs': ['nameDiffers', 'cautionNameDiffers'],
  'other-number': ['signalOtherNumber', 'cautionOtherNumber'],
  'unknown-number-range': ['unknownNumberRange', 'cautionUnknownNumberRange'],
  'checked-long-ago': ['checkedLongAgo', 'cautionCheckedLongAgo'],
  // Not the column's, which is shorter.
  'checked-unknown': ['signalCheckedUnknown', 'cautionCheckedUnknown'],
  'same-picture': ['signalSamePicture', 'cautionSamePicture'],
  'stock-picture': ['signalStockPicture', 'cautionStockPicture'],
};

/** Every signal, in the order in which they are told. */
export const SIGNALS = Object.keys(KEYS) as Signal[];

/** What was observed; the signal itself where a later version tells of one that has no text here. */
export function observed(signal: Signal, texts: Texts): string {
  const keys = KEYS[signal] as (typeof KEYS)[Signal] | undefined;
  return keys ? texts[keys[0]] : signal;
}

/** What that does not mean. */
export function caution(signal: Signal, texts: Texts): string {
  return texts[KEYS[signal][1]];
}
