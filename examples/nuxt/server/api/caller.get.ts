import { lookup } from 'phone-profile';

export default defineEventHandler(async (event) => {
  const { endpoint } = useRuntimeConfig(event).public;
  const { name } = await lookup('+1 310 555 0123', { endpoint });
  return { name };
});
