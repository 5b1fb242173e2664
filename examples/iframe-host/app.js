import { embedFrame } from '/phone-profile/frame.js';

const contacts = ['+1 310 555 0123', '+1 310 555 0106'];

const frame = embedFrame('#caller', {
  src: document.body.dataset.gateway,
  number: contacts[0],
  // The answer, which only listed sites get.
  onProfile: ({ name }) => (document.querySelector('#name').textContent = name ?? 'unknown'),
});

document.querySelector('#next').addEventListener('click', () => frame.update({ number: contacts[1] }));
