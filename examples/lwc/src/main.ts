import { createElement } from 'lwc';
import { configure, define } from 'phone-profile/inline';
import Contact from 'x/contact';

configure({ endpoint: 'http://localhost:8080/lookup' });
define();

const contact = createElement('x-contact', { is: Contact });
document.querySelector('main')?.append(contact);
