import { lookup } from 'phone-profile';
import type { PageServerLoad } from './$types';

const number = '+1 310 555 0123';
const endpoint = 'http://localhost:8080/lookup';

export const load: PageServerLoad = async () => {
  const { name } = await lookup(number, { endpoint });
  return { number, endpoint, name };
};
