const path = require('node:path');

// webpack 5 sees by itself that the module names its wasm by `new URL(…, import.meta.url)`.
module.exports = {
  mode: 'production',
  context: __dirname,
  entry: './main.js',
  // The wasm has 258 kB, 98 kB on the wire. webpack warns beyond 250 kB.
  performance: { maxAssetSize: 300_000 },
  // Its own loader of scripts needs a Trusted Types policy, named webpack, where a page asks for one.
  output: { path: path.join(__dirname, 'dist'), filename: 'main.js', clean: true, trustedTypes: true },
};
