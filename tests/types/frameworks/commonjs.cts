// Given a CommonJS module, when the package is required, then it has the types of the ES modules, and all of them.

import { LookupError, PhoneProfileElement, lookup, type Profile } from 'phone-profile';
import kit = require('phone-profile');
import 'phone-profile/define';
import frame = require('phone-profile/frame');
import inline = require('phone-profile/inline');
import list = require('phone-profile/list');
import 'phone-profile/define-list';
import reactList = require('phone-profile/react-list');
import lookups = require('phone-profile/lookup');
import react = require('phone-profile/react');
import testing = require('phone-profile/testing');
import type {} from 'phone-profile/jsx';

export const profile: Promise<Profile> = lookup('+13105550123');
export class OwnCard extends PhoneProfileElement {}
export const card: PhoneProfileElement = new OwnCard();
export const error: LookupError = new kit.LookupError('network', 'No answer came.');
export const made: PhoneProfileElement = document.createElement('phone-profile');

/** What it is as an ES module has the same names with the same types. */
type Same<Required, Imported> = [keyof Required, Required] extends [keyof Imported, Imported]
  ? [keyof Imported, Imported] extends [keyof Required, Required]
    ? true
    : false
  : false;
export const same: [
  Same<typeof kit, typeof import('phone-profile', { with: { 'resolution-mode': 'import' } })>,
  Same<typeof frame, typeof import('phone-profile/frame', { with: { 'resolution-mode': 'import' } })>,
  Same<typeof inline, typeof import('phone-profile/inline', { with: { 'resolution-mode': 'import' } })>,
  Same<typeof lookups, typeof import('phone-profile/lookup', { with: { 'resolution-mode': 'import' } })>,
  Same<typeof list, typeof import('phone-profile/list', { with: { 'resolution-mode': 'import' } })>,
  Same<typeof reactList, typeof import('phone-profile/react-list', { with: { 'resolution-mode': 'import' } })>,
  Same<typeof react, typeof import('phone-profile/react', { with: { 'resolution-mode': 'import' } })>,
  Same<typeof testing, typeof import('phone-profile/testing', { with: { 'resolution-mode': 'import' } })>,
] = [true, true, true, true, true, true, true, true];
export const notSame: Same<typeof lookups, typeof kit> = false;

// @ts-expect-error a number loses its plus sign and its leading zeros
lookup(13105550123);
// @ts-expect-error there is no such function
kit.render();
