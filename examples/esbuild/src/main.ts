// esbuild moves no file that a package names: this entry has the wasm inside.
import { configure, define } from 'phone-profile/inline';

configure({ endpoint: 'http://localhost:8080/lookup' });
define();

const card = document.querySelector('phone-profile')!;
card.strings = { checked: 'Looked up' };
card.addEventListener('phone-profile-load', () => {
  document.querySelector('#state')!.textContent = card.state;
});
