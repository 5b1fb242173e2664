/// <reference types="phone-profile" />

const card = document.querySelector('phone-profile');
const state = document.querySelector('#state');

customElements.whenDefined('phone-profile').then(() => {
  // Properties are there once the element is defined.
  if (card) card.strings = { checked: 'Looked up' };
});

card?.addEventListener('phone-profile-load', (event) => {
  if (state) state.textContent = event.target.state;
});
