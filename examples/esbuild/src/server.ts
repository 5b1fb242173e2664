import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { lookup } from 'phone-profile';

const number = '+1 310 555 0123';
const gateway = 'http://localhost:8080';
const policy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  `connect-src ${gateway}`,
  `img-src data: ${gateway}`,
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
];
const headers = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy.join('; ') };

const page = async (script: string) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>phone-profile by esbuild</title>
    <link rel="icon" href="data:,">
    ${script}
  </head>
  <body>
    <h1 id="server">${(await lookup(number, { endpoint: `${gateway}/lookup` })).name}</h1>
    <p id="state">idle</p>
    <phone-profile number="${number}" expected-name="Maya Lindqvist"></phone-profile>
  </body>
</html>`;

createServer(async ({ url = '/' }, response) => {
  if (url === '/') response.writeHead(200, headers).end(await page('<script type="module" src="main.js"></script>'));
  else if (url === '/classic') response.writeHead(200, headers).end(await page('<script defer src="classic.js"></script>'));
  else if (/^\/\w+\.js$/.test(url)) {
    response.writeHead(200, { 'content-type': 'text/javascript' }).end(await readFile(`dist/page${url}`));
  } else response.writeHead(404).end();
}).listen(Number(process.env.PORT), '127.0.0.1');
