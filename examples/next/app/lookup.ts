// What the server asks. A card in the browser makes a lookup of its own.

import { lookup } from 'phone-profile/lookup';

export const number = '+1 310 555 0123';
export const endpoint = 'http://localhost:8080/lookup';

export async function nameOf(number: string) {
  const profile = await lookup(number, { endpoint });
  return profile.name;
}
