import { embedFrame } from '/phone-profile/frame.js';

const contacts = ['+1 310 555 0123', '+1 310 555 0106'];

const frame = embedFrame('#caller', {
  // The script is this site's own copy, so it can't know where its gateway is.
  src: document.body.dataset.gateway,
  number: contacts[0],
  // The answer, which only listed sites get.
  onProfile: ({ name }) => (document.querySelector('#name').textContent = name ?? 'unknown'),
  // Also where the gateway doesn't list this site, which the browser's console alone says otherwise.
  onError: ({ message }) => (document.querySelector('#problem').textContent = message),
});

document.querySelector('#next').addEventListener('click', () => frame.update({ number: contacts[1] }));
