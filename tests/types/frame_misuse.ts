// Given the host script of the iframe, when a page uses it wrongly, then its compiler says so.

import { embedFrame, type FrameMessage, type HostMessage } from 'phone-profile/frame';

const src = 'https://dash.example/';

// @ts-expect-error a frame needs a place
embedFrame();
// @ts-expect-error which may not be missing
embedFrame(document.querySelector('#contact'), { src });
// @ts-expect-error a bundled script can't know where the gateway is
embedFrame('#contact', { number: '+13105550123' });
// @ts-expect-error nor without any options
embedFrame('#contact');
// @ts-expect-error a number loses its plus sign and its leading zeros
embedFrame('#contact', { src, number: 13105550123 });
// @ts-expect-error no host chooses where numbers are sent
embedFrame('#contact', { src, endpoint: 'https://crm.example/lookup' });
// @ts-expect-error functions don't cross into a frame
embedFrame('#contact', { src, fetcher: fetch });
// @ts-expect-error there is no such variant
embedFrame('#contact', { src, variant: 'huge' });
// @ts-expect-error there is no such text
embedFrame('#contact', { src, strings: { retryy: 'Again' } });
// @ts-expect-error it is called with the profile, not with an event
embedFrame('#contact', { src, onProfile: (event: MessageEvent) => event.data });

const frame = embedFrame('#contact', { src });
// @ts-expect-error the callbacks stay
frame.update({ onState() {} });
// @ts-expect-error an answer is an object
frame.show('+13105550123');
// @ts-expect-error its outcome goes to the callbacks
frame.refresh().then(() => {});
// @ts-expect-error a handle's element stays the same
frame.element = document.createElement('iframe');

// @ts-expect-error a message says which version it is of
const unversioned: HostMessage = { source: 'phone-profile', type: 'refresh' };
// @ts-expect-error there is no version 2
const newer: HostMessage = { source: 'phone-profile', version: 2, type: 'refresh' };
// @ts-expect-error show needs something to show
const empty: HostMessage = { source: 'phone-profile', version: 1, type: 'show' };
// @ts-expect-error the frame says ready, not the host
const mixedUp: HostMessage = { source: 'phone-profile', version: 1, type: 'ready' };

export function heard(message: FrameMessage) {
  // @ts-expect-error only a profile message has one
  return message.profile;
}
