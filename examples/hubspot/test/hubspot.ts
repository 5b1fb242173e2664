// HubSpot's part: its servers pass a card's request on to the back end, with who asks, and signed.

import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { backend } from '../backend/app';
import { signatureOf } from '../backend/signature';

export const origin = 'https://crm-backend.example';
const secret = 'the client secret of the app';

/** The back end, and what `hubspot.fetch` comes to. `asked` has the numbers that it was asked for. */
export async function startBackend() {
  const server = backend({ origin, secret, region: 'US' }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const here = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const asked: (string | null)[] = [];

  async function hsFetch(address: string, key = secret): Promise<Response> {
    const url = new URL(address);
    if (url.origin !== origin) throw new Error(`${url.origin} is not in permittedUrls`);
    asked.push(url.searchParams.get('number'));
    url.searchParams.set('userId', '3');
    url.searchParams.set('portalId', '7');
    url.searchParams.set('userEmail', 'somebody@crm.example');
    url.searchParams.set('appId', '11');
    const path = `${url.pathname}${url.search}`;
    const time = String(Date.now());
    const headers = {
      'x-hubspot-request-timestamp': time,
      'x-hubspot-signature-v3': signatureOf(key, 'GET', `${origin}${path}`, time),
    };
    return fetch(`${here}${path}`, { headers });
  }

  return { hsFetch, asked, here, close: () => server.close() };
}
