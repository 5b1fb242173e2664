// The signals in English: what was observed, and what that does not mean. A test holds them against core/src/signal.rs.

import type { Signal } from '../types/profile.js';

export const SIGNAL_TEXTS: Readonly<Record<Signal, readonly [observed: string, caution: string]>> = {
  'not-registered': [
    'Not registered on WhatsApp',
    'Many people use no WhatsApp, or use it with another number. It says nothing about whether the number works.',
  ],
  'no-picture': ['No picture set', 'Many people never set one. New and old accounts look alike.'],
  'picture-hidden': [
    'Picture hidden by privacy setting',
    'Hiding it from strangers is a usual choice, and says nothing about who the person is.',
  ],
  'picture-unknown': ['No picture received, reason unknown', 'The service didn’t say why: there may be one.'],
  business: ['Business account', 'Anybody can make one: it is not a verified business.'],
  'name-differs': [
    'Name differs from the expected one',
    'People use nicknames, initials, married names and their company’s name.',
  ],
  'other-number': [
    'Answered for another number',
    'Some countries have two spellings of one number, such as Brazil’s ninth digit. Or the number is another person’s: compare both.',
  ],
  'unknown-number-range': [
    'Number in no range that is known to be in use',
    'Ranges are opened before lists of them are mended.',
  ],
  'checked-long-ago': [
    'Checked long ago',
    'Numbers are given to other people, and people change names and pictures: look it up again before deciding.',
  ],
  'checked-unknown': ['Time of the lookup unknown', 'The answer may be of today, or years old.'],
  'same-picture': [
    'Same picture on several numbers of this list',
    'One person may have two numbers, and logos, landscapes and screenshots are shared by many.',
  ],
  'stock-picture': [
    'Looks like a known stock picture',
    'People choose such pictures for themselves, and two pictures may look alike by chance.',
  ],
};
