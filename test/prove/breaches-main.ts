/**
 * `npm run prove:breaches`: a short proof of builds that are known to break the promise. It must fail for each of them
 * by the row that is about it, and pass for the build as it is.
 */

import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { BREACHES, type Breach } from './breaches.ts';
import { readDeployment } from './deployment.ts';
import { type Row, rowsOf } from './report.ts';
import { runOnce } from './run.ts';
import { startStores } from './stores.ts';

const ROOT = path.join(import.meta.dirname, '..', '..');
const AT_ONCE = 2;

const only = process.argv.slice(2).join(' ');
const queue: (Breach | null)[] = [null, ...BREACHES.filter(({ title }) => title.includes(only))];
const inTurn = Array.from({ length: AT_ONCE }, async () => {
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const broken = (await proofOf(next)).filter(({ isKept }) => !isKept);
    const isRight = next ? broken.some(({ what }) => what.startsWith(next.row)) : broken.length === 0;
    const told = broken.map(({ what, because = [] }) => `${what}: ${because[0] ?? ''}`.slice(0, 200));
    const title = next?.title ?? 'the build as it is';
    process.stdout.write(`${isRight ? 'as it must' : 'WRONG'}  ${title}\n`);
    for (const line of told.length > 0 ? told : ['nothing was found']) process.stdout.write(`    ${line}\n`);
    if (!isRight) process.exitCode = 1;
  }
});
await Promise.all(inTurn);

/** The rows of a short run of such a build. */
async function proofOf(breach: Breach | null): Promise<Row[]> {
  const root = mkdtempSync(path.join(tmpdir(), 'ledgerless-breach-'));
  const stores = await startStores();
  try {
    build(root, breach);
    const { flags, env } = readDeployment('.render/hybrid.yaml');
    const run = await runOnce({ root, flags, env, stores, people: 0, isControlled: false });
    return rowsOf(run, { tokens: 0, fragments: 0 });
  } finally {
    await stores.close();
    rmSync(root, { recursive: true });
  }
}

/** Builds the sources with the breach in them as `npm run build` does. */
function build(root: string, breach: Breach | null): void {
  for (const name of ['src', 'views', 'public', 'package.json']) {
    cpSync(path.join(ROOT, name), path.join(root, name), { recursive: true });
  }
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(root, 'node_modules'));
  if (breach) {
    const file = path.join(root, 'src', breach.file);
    const source = readFileSync(file, 'utf8');
    if (source.split(breach.find).length !== 2)
      throw new Error(`${breach.title}: ${breach.file} does not have the text to replace`);
    writeFileSync(
      file,
      source.replace(breach.find, () => breach.replace),
    );
  }
  execFileSync('npm', ['run', 'build', '--silent', '--', '--quiet'], { cwd: root });
}
