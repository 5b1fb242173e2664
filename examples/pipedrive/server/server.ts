// The server as it is run for Pipedrive. Its panel's address, for the Developer Hub, is https://your.host/panel/.

import { panelApp } from './app';

function setting(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set`);
  return value;
}

const app = panelApp({
  secret: setting('JWT_SECRET'),
  companyId: Number(setting('COMPANY_ID')),
  api: { url: setting('PIPEDRIVE_API'), token: setting('PIPEDRIVE_TOKEN') },
  framedBy: 'https://*.pipedrive.com',
});

app.listen(Number(setting('PORT')), '127.0.0.1');
