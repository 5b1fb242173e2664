// Whichever script comes first: calls are kept until the functions are there.
(window.PhoneProfile ||= []).push((kit) => kit.mount('#caller', { number: '+1 310 555 0123', endpoint: '/' }));
