import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { basename } from 'node:path';
import { LookupError, lookup } from 'phone-profile';

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

/** A name is what anybody has chosen for themselves. */
const text = (name: string | null) => (name ?? 'Unknown').replace(/[&<>]/g, (letter) => `&#${letter.charCodeAt(0)};`);

const page = (script: string, name: string | null) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>phone-profile by esbuild</title>
    <link rel="icon" href="data:,">
    ${script}
  </head>
  <body>
    <h1 id="server">${text(name)}</h1>
    <p id="state">idle</p>
    <phone-profile number="${number}" expected-name="Maya Lindqvist"></phone-profile>
  </body>
</html>`;

const scripts: Record<string, string> = {
  '/': '<script type="module" src="main.js"></script>',
  '/classic': '<script defer src="classic.js"></script>',
};

createServer(async ({ url = '/' }, response) => {
  try {
    const script = scripts[url];
    if (script) {
      const { name } = await lookup(number, { endpoint: `${gateway}/lookup` });
      response.writeHead(200, headers).end(page(script, name));
    } else {
      const content = await readFile(`dist/page/${basename(url)}`);
      response.writeHead(200, { 'content-type': 'text/javascript' }).end(content);
    }
  } catch (error) {
    response.writeHead(error instanceof LookupError ? 502 : 404).end(`${error}`);
  }
}).listen(Number(process.env.PORT), '127.0.0.1');
