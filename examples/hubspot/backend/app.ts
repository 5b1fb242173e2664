// The back end that HubSpot's cards ask. HubSpot's servers pass the request on, and sign it with the app's client
// secret; the token of the gateway stays here.

import { type Server, createServer } from 'node:http';
import { LookupError, lookup } from 'phone-profile';
import type { Answer, Failure } from '../src/app/cards/answer';
import { isSigned } from './signature';

export interface Settings {
  /** Where HubSpot finds this server: what is signed. */
  readonly origin: string;
  /** The app's client secret. */
  readonly secret: string;
  /** Of the gateway. */
  readonly token?: string | undefined;
  /** Where numbers without a country code are from. */
  readonly region: string;
}

export function backend(settings: Settings): Server {
  const { origin, secret } = settings;
  return createServer(async (request, response) => {
    const reply = (status: number, body: Answer | Failure) => {
      response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
      response.end(JSON.stringify(body));
    };
    const url = new URL(request.url ?? '/', origin);
    if (request.method !== 'GET' || url.pathname !== '/phone-profile') {
      return reply(404, { error: 'There is nothing here.' });
    }
    if (!isSigned(secret, 'GET', `${origin}${request.url}`, request.headers)) {
      return reply(401, { error: 'This request is not from HubSpot.' });
    }
    try {
      reply(200, await answerTo(url.searchParams.get('number') ?? '', settings));
    } catch (error) {
      // A failed lookup says nothing about the number. Not 5xx: HubSpot would ask once more, which costs.
      if (!(error instanceof LookupError)) console.error(error);
      reply(200, { error: error instanceof LookupError ? error.message : 'The lookup failed.' });
    }
  });
}

/** What the card shows, and no more. */
async function answerTo(number: string, { token, region }: Settings): Promise<Answer> {
  const profile = await lookup(number, {
    endpoint: 'http://localhost:8080',
    region,
    purpose: 'crm-contact',
    timeoutMs: 12_000, // HubSpot waits for 15 s
    ...(token && { headers: { authorization: `Bearer ${token}` } }),
  });
  return {
    isRegistered: profile.isWhatsApp,
    requested: profile.requested,
    number: profile.number,
    name: profile.name,
    isBusiness: profile.isBusiness,
    isVerified: profile.isVerified,
    picture: profile.profilePicThumb ?? profile.profilePic,
    pictureState: profile.pictureState,
    lastChecked: profile.lastChecked,
  };
}
