import { fileURLToPath } from 'node:url';
import lwc from '@lwc/rollup-plugin';
import resolve from '@rollup/plugin-node-resolve';
import replace from '@rollup/plugin-replace';

/** `@salesforce/apex/PhoneProfileLookup.lookUp` is a module that only the platform has. */
const apex = {
  name: 'apex',
  resolveId(id) {
    const method = id.match(/^@salesforce\/apex\/(.+)$/)?.[1];
    return method && fileURLToPath(new URL(`platform/apex/${method}.js`, import.meta.url));
  },
};

export default {
  input: 'platform/main.js',
  output: { dir: 'public/built', format: 'esm' },
  plugins: [
    replace({
      preventAssignment: true,
      'process.env.NODE_ENV': JSON.stringify(process.env.NODE_ENV ?? 'development'),
    }),
    apex,
    lwc({
      rootDir: '.',
      modules: [{ dir: 'force-app/main/default/lwc', namespace: 'c' }, { dir: 'platform' }],
    }),
    resolve({ browser: true }),
  ],
};
