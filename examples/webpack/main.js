import { lookup, mount } from 'phone-profile';

const number = '+1 310 555 0123';
mount('#caller', { number, endpoint: '/', variant: 'compact' });

// The same answer: one request for both.
const profile = await lookup(number, { endpoint: '/' });
document.querySelector('#name').textContent = profile.name;
