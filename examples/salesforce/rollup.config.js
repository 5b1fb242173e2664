import lwc from '@lwc/rollup-plugin';
import resolve from '@rollup/plugin-node-resolve';
import replace from '@rollup/plugin-replace';

export default {
  input: 'platform/main.js',
  output: { dir: 'public/built', format: 'esm' },
  plugins: [
    replace({
      preventAssignment: true,
      'process.env.NODE_ENV': JSON.stringify(process.env.NODE_ENV ?? 'development'),
    }),
    lwc({
      rootDir: '.',
      modules: [
        { name: 'c/phoneProfileCard', path: 'force-app/main/default/lwc/phoneProfileCard/phoneProfileCard.js' },
        // What only the platform has.
        { name: '@salesforce/apex/PhoneProfileLookup.lookUp', path: 'platform/apex/PhoneProfileLookup.lookUp.js' },
        { dir: 'platform' },
      ],
    }),
    resolve({ browser: true }),
  ],
};
