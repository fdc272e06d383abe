/** `npm run emulator:pack`: the emulator as a package of its own without dependencies, as a tarball in dist/. */

import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';

const NAME = 'ledgerless-emulator';
/** Beneath the package, so that its views stand where they stand beneath this repository: two folders up. */
const CODE = 'dist/emulator';
const COPIED = {
  'src/emulator/README.md': 'README.md',
  LICENSE: 'LICENSE',
  'views/demo': 'views/demo',
  'public/demo.css': 'public/demo.css',
  'public/favicon.svg': 'public/favicon.svg',
  'test/emulator/examples': 'examples',
};

const { values } = parseArgs({ options: { outdir: { type: 'string', default: 'dist' } } });
const folder = join(values.outdir, NAME);
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });

await build({
  entryPoints: ['src/emulator/emulator.ts', 'src/emulator/standalone.ts'],
  outdir: join(folder, CODE),
  bundle: true,
  splitting: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  // Packages that are not ES modules call require().
  banner: {
    js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
  },
  logLevel: 'error',
});
writeTypes(join(folder, CODE));
for (const [from, to] of Object.entries(COPIED)) cpSync(from, join(folder, to), { recursive: true });
makeExecutable(join(folder, CODE, 'standalone.js'));
writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest(), null, 2)}\n`);
execFileSync('npm', ['pack', folder, '--silent', '--pack-destination', values.outdir], { stdio: 'inherit' });

/** A declaration file for each source. */
function writeTypes(outDir: string): void {
  const flags = ['--noEmit', 'false', '--declaration', '--emitDeclarationOnly', '--rootDir', 'src/emulator'];
  const config = join(folder, 'tsconfig.json');
  const include = [join(process.cwd(), 'src/emulator/emulator.ts')];
  writeFileSync(config, JSON.stringify({ extends: join(process.cwd(), 'tsconfig.json'), include }));
  const typeRoots = ['--typeRoots', join(process.cwd(), 'node_modules/@types')];
  execFileSync('npx', ['tsc', '-p', config, ...flags, ...typeRoots, '--outDir', outDir], {
    stdio: 'inherit',
  });
  rmSync(config);
}

function makeExecutable(file: string): void {
  writeFileSync(file, `#!/usr/bin/env node\n${readFileSync(file, 'utf8')}`);
  chmodSync(file, 0o755);
}

function manifest() {
  const { version, license, engines } = JSON.parse(readFileSync('package.json', 'utf8'));
  return {
    name: NAME,
    version,
    description: "A server that speaks Plaid's API, with invented banks and faults of your choice.",
    ...{ license, type: 'module', engines },
    bin: { [NAME]: `${CODE}/standalone.js` },
    exports: { '.': { types: `./${CODE}/emulator.d.ts`, default: `./${CODE}/emulator.js` } },
  };
}
