/** `npm run build`: the server in dist/, minified, in pieces that are loaded when they are needed. */

import { parseArgs } from 'node:util';
import { build } from 'esbuild';

const { values } = parseArgs({
  options: {
    outdir: { type: 'string', default: 'dist' },
    readable: { type: 'boolean', default: false },
    quiet: { type: 'boolean', default: false },
  },
});

await build({
  entryPoints: { server: 'src/main.ts' },
  outdir: values.outdir,
  bundle: true,
  splitting: true,
  chunkNames: 'server-[name]-[hash]',
  minify: !values.readable,
  sourcemap: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  // Packages that are not ES modules call require().
  banner: {
    js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
  },
  logLevel: values.quiet ? 'error' : 'info',
});
