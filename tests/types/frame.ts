// Given a page that embeds the card in an iframe, when it uses the host script, then it compiles.

import {
  embedFrame,
  type FrameError,
  type FrameHandle,
  type FrameMessage,
  type FrameOptions,
  type FrameState,
  type HostMessage,
} from 'phone-profile/frame';
import type { CardState, LookupErrorCode, Profile, ShownPictureState } from 'phone-profile';
import { expectType } from './expect.js';

const frame = embedFrame('#contact', {
  src: 'https://dash.example/',
  number: '+1 310 555 0123',
  variant: 'compact',
  theme: 'dark',
  lang: 'de',
  region: 'US',
  expectedName: 'Maya',
  mask: true,
  purpose: 'review',
  headingLevel: 2,
  picture: 'hide',
  maxAge: 60,
  strings: { retry: 'Nochmal', frameDismiss: 'Nein' },
  title: 'Caller',
  loading: 'lazy',
  onState({ state, pictureState, code }) {
    expectType<CardState>()(state);
    expectType<ShownPictureState>()(pictureState);
    expectType<LookupErrorCode | undefined>()(code);
  },
  onProfile(profile) {
    expectType<Profile>()(profile);
  },
  onError({ code, message, retryable, retryAfterMs }) {
    expectType<LookupErrorCode | 'invalid-message' | 'frame-blocked'>()(code);
    expectType<string>()(message);
    expectType<boolean>()(retryable);
    expectType<number | undefined>()(retryAfterMs);
  },
});
expectType<FrameHandle>()(frame);
expectType<HTMLIFrameElement>()(frame.element);
expectType<void>()(frame.update({ number: null }));
expectType<void>()(frame.show({ isWhatsApp: true, number: '13105550123' }));
expectType<void>()(frame.refresh());
expectType<void>()(frame.remove());
embedFrame(document.body, { src: new URL('https://dash.example/') });

// and without the script: the messages themselves
const options: FrameOptions = { number: '+13105550123' };
const messages: HostMessage[] = [
  { source: 'phone-profile', version: 1, type: 'set', ...options },
  { source: 'phone-profile', version: 1, type: 'set', region: null },
  { source: 'phone-profile', version: 1, type: 'show', profile: { number: '13105550123' } },
  { source: 'phone-profile', version: 1, type: 'refresh' },
];
frame.element.contentWindow?.postMessage(messages[0], 'https://dash.example');

export function heard(message: FrameMessage): FrameState | FrameError | Profile | number | null {
  switch (message.type) {
    case 'loading':
    case 'ready':
      return null;
    case 'state':
      return message;
    case 'error':
      return message;
    case 'height':
      return expectType<number>()(message.height), message.height;
    case 'profile':
      return message.profile;
    default:
      return expectType<never>()(message), null;
  }
}
