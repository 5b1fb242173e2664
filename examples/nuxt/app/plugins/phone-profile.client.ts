import 'phone-profile/define';

export default defineNuxtPlugin(() => {});
