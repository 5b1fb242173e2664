// The back end that HubSpot's cards ask. HubSpot's servers pass the request on, and sign it with the app's client
// secret; the token of the gateway stays here.

import { createServer } from 'node:http';
import { LookupError, lookup } from 'phone-profile';
import type { Answer, Failure } from '../src/app/cards/answer';
import { isSigned } from './signature';

/** Where people's numbers without a country code are from. */
const region = process.env['REGION'] ?? 'US';
const token = process.env['GATEWAY_TOKEN'];
const secret = process.env['CLIENT_SECRET'];
/** Where HubSpot finds this server: what the signature is of. */
const origin = process.env['ORIGIN'] ?? 'https://crm-backend.example';
if (!secret) throw new Error('CLIENT_SECRET is not set: it is on the page of your app in HubSpot');

/** What the card shows, and no more. */
async function answerTo(number: string): Promise<Answer> {
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

const server = createServer(async (request, response) => {
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
    reply(200, await answerTo(url.searchParams.get('number') ?? ''));
  } catch (error) {
    // A failed lookup says nothing about the number. Always 200: HubSpot asks once more after a 5xx, which costs.
    if (error instanceof LookupError) return reply(200, { error: error.message });
    console.error(error);
    reply(200, { error: 'The lookup failed.' });
  }
});

server.listen(Number(process.env['PORT'] ?? 8787), '127.0.0.1');
