// What a server sends: the element is in it, with the number as its content until it is upgraded.
import { writeFileSync } from 'node:fs';
import { renderToString } from 'react-dom/server';
import { App } from './App.jsx';

const html = renderToString(<App number="+1 310 555 0123" />);
writeFileSync(
  process.argv[2],
  `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>phone-profile, rendered on a server</title>
    <script type="module" src="client.js"></script>
  </head>
  <body>
    <div id="root">${html}</div>
  </body>
</html>
`,
);
