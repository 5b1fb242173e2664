import { attach } from '/phone-profile/index.js';

// One line: a click on any number opens its card, and each has its small picture once it is seen.
attach(document, { endpoint: '/', inline: 'avatar' });
