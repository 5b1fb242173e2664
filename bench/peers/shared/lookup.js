// The request. What comes of it is a value, also where it fails: `{ state: 'ready' | 'not-registered', profile }`
// or `{ state: 'error', code }`.

import { digitsOf } from './number.js';

/** Rejects only when it is aborted. */
export async function lookUp(endpoint, number, signal) {
  try {
    const response = await fetch(`${endpoint.replace(/\/+$/, '')}/number/${digitsOf(number)}`, {
      signal,
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
    });
    if (!response.ok) return { state: 'error', code: await codeOf(response) };
    return read(await response.json());
  } catch (error) {
    signal.throwIfAborted();
    return { state: 'error', code: error instanceof SyntaxError ? 'bad-response' : 'network' };
  }
}

function read(profile) {
  if (typeof profile?.number !== 'string') return { state: 'error', code: 'bad-response' };
  return { state: profile.isWhatsApp ? 'ready' : 'not-registered', profile };
}

async function codeOf(response) {
  switch (response.status) {
    case 401:
      return 'unauthorized';
    case 403:
      return 'forbidden';
    case 404: {
      const { code } = await response.json();
      return code === 'NOT_IN_DATABASE' ? 'not-in-cache' : 'bad-response';
    }
    case 429:
      return 'rate-limited';
    default:
      return response.status >= 500 ? 'server' : 'bad-response';
  }
}
