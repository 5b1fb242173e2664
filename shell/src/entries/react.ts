export { PhoneProfile, type PhoneProfileProps } from '../react/phone-profile.js';
