/** How a Blueprint runs the app on Render: the flags of node, and the settings of the C library. */

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';

export interface Deployment {
  /** For node. */
  readonly flags: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

interface Service {
  readonly type: string;
  readonly startCommand?: string;
  readonly envVars?: readonly { readonly key: string; readonly value?: string }[];
}

const ROOT = path.join(import.meta.dirname, '..', '..');
/** Those that glibc reads when a process begins (glibc manual, 3.2.4 and 38.2). */
const OF_GLIBC = ['MALLOC_PERTURB_', 'GLIBC_TUNABLES'];

/** Reads the web service of a Blueprint; the name is its path in this repository. */
export function readDeployment(name: string): Deployment {
  const { services } = parse(readFileSync(path.join(ROOT, name), 'utf8')) as { services: readonly Service[] };
  const web = services.find(({ type }) => type === 'web');
  const [node, ...words] = web?.startCommand?.split(' ') ?? [];
  if (node !== 'node') throw new Error(`${name} starts its service with something else than node`);
  const env = (web?.envVars ?? []).filter(({ key }) => OF_GLIBC.includes(key));
  return {
    flags: words.slice(0, -1),
    env: Object.fromEntries(env.map(({ key, value = '' }) => [key, value])),
  };
}
