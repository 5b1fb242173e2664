// The back end as it is run for HubSpot, behind whatever gives it HTTPS.

import { backend } from './app';

function setting(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set`);
  return value;
}

const server = backend({
  origin: setting('ORIGIN'),
  secret: setting('CLIENT_SECRET'),
  token: process.env['GATEWAY_TOKEN'],
  region: process.env['REGION'] ?? 'US',
});

server.listen(Number(setting('PORT')), '127.0.0.1');
