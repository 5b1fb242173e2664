// Pages made on a server, without a bundler: scripts are served as their packages have them.

import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import express from 'express';

const number = '+1 310 555 0123';
const app = express();

for (const [path, file] of [
  ['/turbo', '@hotwired/turbo'],
  ['/htmx-script', 'htmx.org'],
  ['/phone-profile', 'phone-profile'],
] as const) {
  app.use(path, express.static(dirname(fileURLToPath(import.meta.resolve(file)))));
}
app.use('/page.js', express.static(join(import.meta.dirname, 'page.js')));

/** A page; Turbo and htmx keep the element as they keep any other. */
function layout(script: string, content: string): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>Contact</title>
    <link rel="icon" href="data:,">
    ${script}
    <script type="module" src="/phone-profile/define.js"></script>
    <script type="module" src="/page.js"></script>
  </head>
  <body>${content}</body>
</html>`;
}

const card = `
    <phone-profile number="${number}" endpoint="http://localhost:8080/lookup" expected-name="Maya Lindqvist">
      ${number}
    </phone-profile>
    <output id="state"></output>`;

app.get('/', (_, response) => {
  response.send(layout('<script type="module" src="/turbo/turbo.es2017-esm.js"></script>', `<a href="/other">Other</a>${card}`));
});

app.get('/other', (_, response) => {
  response.send(layout('<script type="module" src="/turbo/turbo.es2017-esm.js"></script>', '<a href="/">Back</a>'));
});

app.get('/htmx', (_, response) => {
  response.send(layout('<script src="/htmx-script/htmx.js"></script>', '<main hx-get="/card" hx-trigger="load"></main>'));
});

app.get('/card', (_, response) => {
  response.send(card);
});

app.listen(Number(process.env['PORT']), '127.0.0.1');
