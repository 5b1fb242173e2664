// Given the events, when a page expects of them what they don't carry, then its compiler says so.

const card = document.createElement('phone-profile');

card.addEventListener('phone-profile-load', (event) => {
  // @ts-expect-error no personal data in an event that crosses the whole document
  event.detail.profile;
  // @ts-expect-error nor the number
  event.detail.number;
  // @ts-expect-error what happened can't be changed
  event.detail.state = 'idle';
  // @ts-expect-error there is no such state
  event.detail.state === 'loaded';
  // @ts-expect-error the answer may be none
  event.target.profile.name;
  // @ts-expect-error a card is no input
  event.target.value;
  // @ts-expect-error not every event ends a lookup
  event.detail.durationMs.toFixed();
});
card.addEventListener('phone-profile-error', (event) => {
  // @ts-expect-error there is no such code
  if (event.detail.code === 'not-registered') event.preventDefault();
});
// @ts-expect-error the detail of an event whose name isn't known is not either
card.addEventListener('phone-profile-loaded', (event) => event.detail);
