import HtmlWebpackPlugin from 'html-webpack-plugin';

// webpack 5 sees by itself that the package names its wasm by `new URL(…, import.meta.url)`.
export default {
  entry: './src/main.ts',
  // A page that asks for Trusted Types has to allow the policy `webpack`.
  output: { clean: true, trustedTypes: { policyName: 'webpack' } },
  module: {
    rules: [{ test: /\.ts$/, loader: 'ts-loader', options: { compilerOptions: { noEmit: false } } }],
  },
  plugins: [new HtmlWebpackPlugin({ template: 'src/index.html' })],
  // The wasm has more than the 250 kB from which on webpack warns; 112 of them go over the wire.
  performance: { maxAssetSize: 400_000 },
};
