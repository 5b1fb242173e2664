import resolve from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import typescript from '@rollup/plugin-typescript';
import { rollupPluginHTML as html } from '@web/rollup-plugin-html';
import { importMetaAssets } from '@web/rollup-plugin-import-meta-assets';
import serve from 'rollup-plugin-serve';

const watching = process.env.ROLLUP_WATCH;

export default {
  input: 'src/index.html',
  output: { dir: 'dist', format: 'es', sourcemap: true },
  plugins: [
    html(),
    resolve({ browser: true }),
    typescript({ noEmit: false }),
    // Rollup itself moves no file that a package names by `new URL(…, import.meta.url)`.
    importMetaAssets(),
    watching ? serve({ contentBase: 'dist', host: '127.0.0.1', port: process.env.PORT }) : terser(),
  ],
};
