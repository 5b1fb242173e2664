export { PhoneProfileList, type PhoneProfileListProps } from '../react/phone-profile-list.js';
