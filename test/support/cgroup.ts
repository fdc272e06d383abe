/** A process with as much memory and processor as Render's free plan gives, by Linux's cgroups. */

import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';

const V1 = '/sys/fs/cgroup/cpu';
const V2 = '/sys/fs/cgroup/cgroup.controllers';

/** Why there can be none here; undefined where there can. */
export function cannotLimit(): string | undefined {
  if (process.platform !== 'linux') return 'cgroups are Linux’s';
  if (process.getuid?.() !== 0) return 'only root may make cgroups';
  if (!existsSync(V1) && !existsSync(V2)) return 'there are no cgroups';
  try {
    makeGroup({ cores: 1, memoryMiB: 512 }).remove();
    return undefined;
  } catch (error) {
    return `no cgroup could be made (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`;
  }
}

let groups = 0;

export interface Limit {
  /** Of a core, such as a tenth; as many as there are when left out. */
  readonly cores?: number;
  readonly memoryMiB: number;
}

export interface Group {
  readonly folders: readonly string[];
  /** Moves a process and all of its threads into the group. */
  add(pid: number): void;
  /** To be called when its processes have ended. */
  remove(): void;
}

/** A group with these limits, and no process in it. */
export function makeGroup({ cores, memoryMiB }: Limit): Group {
  const name = `ledgerless-${process.pid}-${groups++}`;
  const bytes = String(memoryMiB * 1024 * 1024);
  const period = 100_000;
  const quota = cores === undefined ? null : String(Math.round(cores * period));
  const settings: [string, Record<string, string>][] = existsSync(V1)
    ? [
        [
          `${V1}/${name}`,
          quota === null ? {} : { 'cpu.cfs_period_us': String(period), 'cpu.cfs_quota_us': quota },
        ],
        [`/sys/fs/cgroup/memory/${name}`, { 'memory.limit_in_bytes': bytes }],
      ]
    : [[`/sys/fs/cgroup/${name}`, { 'cpu.max': `${quota ?? 'max'} ${period}`, 'memory.max': bytes }]];
  for (const [folder, files] of settings) {
    mkdirSync(folder);
    for (const [file, value] of Object.entries(files)) writeFileSync(`${folder}/${file}`, value);
  }
  const folders = settings.map(([folder]) => folder);
  return {
    folders,
    add(pid) {
      for (const folder of folders) writeFileSync(`${folder}/cgroup.procs`, String(pid));
    },
    remove() {
      for (const folder of folders) rmdirSync(folder);
    },
  };
}

/** What the process holds in memory, in MiB (proc(5), VmRSS). */
export function memoryMiB(pid: number): number {
  const [, kib = '0'] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kib) / 1024;
}
