import { configure } from 'phone-profile';
import 'phone-profile/define';
// esbuild moves no file that a package names: this brings the wasm along.
import 'phone-profile/inline';

configure({ endpoint: 'http://localhost:8080/lookup' });

const card = document.querySelector('phone-profile')!;
card.strings = { checked: 'Looked up' };
card.addEventListener('phone-profile-load', () => {
  document.querySelector('#state')!.textContent = card.state;
});
