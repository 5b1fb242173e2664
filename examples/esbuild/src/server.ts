import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { lookup } from 'phone-profile';

const number = '+1 310 555 0123';

const page = async (script: string) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>phone-profile by esbuild</title>
    <link rel="icon" href="data:,">
    ${script}
  </head>
  <body>
    <h1 id="server">${(await lookup(number, { endpoint: 'http://localhost:8080/lookup' })).name}</h1>
    <p id="state">idle</p>
    <phone-profile number="${number}" expected-name="Maya Lindqvist"></phone-profile>
  </body>
</html>`;

createServer(async ({ url = '/' }, response) => {
  const html = { 'content-type': 'text/html; charset=utf-8' };
  if (url === '/') response.writeHead(200, html).end(await page('<script type="module" src="main.js"></script>'));
  else if (url === '/classic') response.writeHead(200, html).end(await page('<script defer src="classic.js"></script>'));
  else if (/^\/\w+\.js$/.test(url)) {
    response.writeHead(200, { 'content-type': 'text/javascript' }).end(await readFile(`dist/page${url}`));
  } else response.writeHead(404).end();
}).listen(Number(process.env.PORT), '127.0.0.1');
