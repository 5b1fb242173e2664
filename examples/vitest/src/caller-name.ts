import { lookup, LookupError } from 'phone-profile';

/** The name to greet a caller by. */
export async function callerName(number: string): Promise<string> {
  try {
    const { name } = await lookup(number, { endpoint: 'http://localhost:8080/lookup' });
    return name ?? 'unknown';
  } catch (error) {
    if (error instanceof LookupError && error.code === 'rate-limited') return 'ask again later';
    throw error;
  }
}
