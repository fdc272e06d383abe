/** What a process wrote to disk: by strace where there is one, and by what is in its folder. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { findProgram } from '../support/find-program.ts';

const CALLS =
  'open,openat,openat2,creat,mkdir,mkdirat,rename,renameat,renameat2,link,linkat,symlink,symlinkat,mknod,mknodat,truncate,memfd_create,execve,execveat';
const PROGRAM = /^\d+\s+execve\(/;
const HARMLESS = /^\d+\s+open(at|at2)?\([^"]*"\/dev\/null"/;

export const hasStrace = findProgram('strace') !== null;

/** The words before a command that make strace log its use of files; the command keeps its process id. */
export function underStrace(log: string): string[] {
  return hasStrace ? ['strace', '-D', '-f', '-qq', '--seccomp-bpf', '-e', `trace=${CALLS}`, '-o', log] : [];
}

/**
 * Each system call that made or changed a file or started another program, and each file in the folder. What is written
 * to `besides`, the proof's own folder, does not count.
 */
export function writtenFiles(log: string, folder: string, besides?: string): string[] {
  const calls = existsSync(log) ? readFileSync(log, 'utf8').split('\n') : [];
  // The first program that is started is the process itself.
  const itself = calls.find((call) => PROGRAM.test(call));
  const isOwn = (call: string) => call === itself || (besides !== undefined && call.includes(`"${besides}/`));
  const isWriting = (call: string) =>
    /^\d+\s+(open|openat|openat2)\(/.test(call)
      ? /O_WRONLY|O_RDWR|O_CREAT/.test(call)
      : /^\d+\s+[a-z]/.test(call);
  return [
    ...calls.filter(
      (call) => !isOwn(call) && isWriting(call) && !HARMLESS.test(call) && !/= -1 E/.test(call),
    ),
    ...readdirSync(folder).map((name) => path.join(folder, name)),
  ];
}
