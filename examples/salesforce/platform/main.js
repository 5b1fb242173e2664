// Stands in for the record page: the component with what the page and the App Builder set.

import { createElement } from 'lwc';
import PhoneProfileCard from 'c/phoneProfileCard';

const objects = {
  '003': 'Contact',
  '00Q': 'Lead',
};
const recordId = new URLSearchParams(location.search).get('recordId') ?? '003000000000123AAA';

const card = createElement('c-phone-profile-card', { is: PhoneProfileCard });
Object.assign(card, { recordId, objectApiName: objects[recordId.slice(0, 3)], gateway: 'http://localhost:8080' });
document.querySelector('main').append(card);

// What the frame says of its card.
addEventListener('message', ({ data }) => {
  if (data?.type === 'state') document.querySelector('#state').textContent = data.state;
});
