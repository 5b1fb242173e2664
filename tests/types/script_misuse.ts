// Given the classic script's global, when a page uses it wrongly, then its compiler says so.

import 'phone-profile/phone-profile.js';

// @ts-expect-error there is no such function
(window.PhoneProfile ||= []).push((kit) => kit.show('#contact'));
// @ts-expect-error nor such an option
(window.PhoneProfile ||= []).push((kit) => kit.mount('#contact', { phone: '+13105550123' }));
// @ts-expect-error an array, not an object
window.PhoneProfile ||= {};
// @ts-expect-error what waits is a function
window.PhoneProfile = ['mount'];
// @ts-expect-error a call, not its name
PhoneProfile.push('mount');
// @ts-expect-error there is no such function
PhoneProfile.render('#contact');
// @ts-expect-error the script's own
PhoneProfile = [];
