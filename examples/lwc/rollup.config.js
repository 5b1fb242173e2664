import lwc from '@lwc/rollup-plugin';
import resolve from '@rollup/plugin-node-resolve';
import replace from '@rollup/plugin-replace';
import typescript from '@rollup/plugin-typescript';

export default {
  input: 'src/main.ts',
  output: { dir: 'public/built', format: 'esm' },
  plugins: [
    replace({
      preventAssignment: true,
      'process.env.NODE_ENV': JSON.stringify(process.env.NODE_ENV ?? 'development'),
    }),
    // Before LWC's own compiler, which reads JavaScript.
    typescript({ noEmitOnError: true }),
    // LWC's compiler takes no private methods: it is for our own modules only.
    lwc({ modules: [{ dir: 'modules' }], exclude: ['**/node_modules/phone-profile/**'] }),
    resolve({ browser: true, extensions: ['.ts', '.js'] }),
  ],
};
