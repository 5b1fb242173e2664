// The panel's server, with Pipedrive's side played beside it: its pages, its API, and its signed tokens. This is for
// trying and testing; server/server.ts is what you run.

import express from 'express';
import { SignJWT } from 'jose';
import { panelApp } from '../server/app';

const port = Number(process.env['PORT']);
const here = `http://127.0.0.1:${port}`;
const secret = 'the secret of the panel';
const companyId = 7;
const panelId = 'a2f4d6b8-0000-4000-8000-000000000123';

const app = panelApp({
  secret,
  companyId,
  api: { url: `${here}/api/v2`, token: 'an access token' },
  framedBy: here,
});

const token = () =>
  new SignJWT({ userId: 3, companyId })
    .setProtectedHeader({ alg: 'HS256' })
    .setExpirationTime('5m')
    .sign(new TextEncoder().encode(secret));

app.get('/token', async (_, response) => {
  response.json({ token: await token() });
});

app.get(['/person', '/deal'], async (request, response) => {
  const panel = new URLSearchParams({
    resource: request.path.slice(1),
    view: 'details',
    userId: '3',
    companyId: String(companyId),
    selectedIds: request.path === '/deal' ? '21' : '12',
    id: panelId,
    theme: 'light',
    token: await token(),
  });
  response.send(`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>A page of a CRM</title>
    <link rel="icon" href="data:,">
    <script type="module" src="/host/host.js"></script>
    <style>
      iframe { width: 340px; height: 100px; border: 0; visibility: hidden }
    </style>
  </head>
  <body>
    <iframe src="/panel/?${panel.toString().replaceAll('&', '&amp;')}" title="Panel"></iframe>
    <output id="state"></output>
    <pre id="commands"></pre>
  </body>
</html>`);
});

app.use('/host', express.static('play/host'));

// The API, as far as the panel's server asks it.
app.get('/api/v2/persons/12', (_, response) => {
  response.json({
    success: true,
    data: {
      id: 12,
      name: 'Maya Lindqvist',
      phones: [
        { value: '+1 310 555 0106', primary: false, label: 'home' },
        { value: '(310) 555-0123', primary: true, label: 'work' },
      ],
    },
  });
});

app.get('/api/v2/deals/21', (_, response) => {
  response.json({ success: true, data: { id: 21, title: 'A deal', person_id: 12 } });
});

app.listen(port, '127.0.0.1');
