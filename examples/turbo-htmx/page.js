/// <reference types="phone-profile" />

// Events of cards bubble: one listener serves pages and fragments that come later, too.
document.addEventListener('phone-profile-load', (event) => {
  const state = document.querySelector('#state');
  if (state) state.textContent = event.detail.state;
});
