import { mount } from 'phone-profile';

const { element } = mount('#caller', {
  number: '+1 310 555 0123',
  endpoint: 'http://localhost:8080/lookup',
  expectedName: 'Maya Lindqvist',
  strings: { checked: 'Looked up' },
});
element.addEventListener('phone-profile-load', () => {
  document.querySelector('#state')!.textContent = element.state;
});
