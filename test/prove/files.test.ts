import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { writtenFiles } from './files.ts';

let folder: string;
let log: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'ledgerless-files-'));
  log = path.join(tmpdir(), `${path.basename(folder)}.log`);
});
afterEach(() => {
  rmSync(folder, { recursive: true });
  rmSync(log, { force: true });
});

it.each([
  ['opened for writing', '17 openat(AT_FDCWD, "/tmp/a", O_WRONLY|O_CREAT|O_CLOEXEC, 0666) = 21'],
  ['opened for both', '17 open("/tmp/a", O_RDWR) = 21'],
  ['renamed', '17 rename("/tmp/a", "/tmp/b") = 0'],
  ['made as a folder', '17 mkdir("/tmp/a", 0777) = 0'],
  ['renamed onto nothing', '17 rename("/tmp/a", "/dev/null") = 0'],
  ['made in memory alone', '17 memfd_create("a", 0) = 21'],
])('tells of a file that was %s', (_, call) => {
  writeFileSync(log, `${call}\n`);
  expect(writtenFiles(log, folder)).toEqual([call]);
});

it.each([
  ['read', '17 openat(AT_FDCWD, "/etc/hosts", O_RDONLY|O_CLOEXEC) = 21'],
  ['thrown away', '17 openat(AT_FDCWD, "/dev/null", O_RDWR) = 21'],
  ['refused', '17 openat(AT_FDCWD, "/root/a", O_WRONLY|O_CREAT, 0666) = -1 EACCES (Permission denied)'],
])('says nothing of one that was %s', (_, call) => {
  writeFileSync(log, `${call}\n17 +++ exited with 0 +++\n`);
  expect(writtenFiles(log, folder)).toEqual([]);
});

it('tells of a file that is removed at once', () => {
  const calls = ['17 openat(AT_FDCWD, "last", O_WRONLY|O_CREAT|O_TRUNC, 0666) = 21', '17 unlink("last") = 0'];
  writeFileSync(log, calls.join('\n'));
  expect(writtenFiles(log, folder)).toContain(calls[0]);
});

it('tells of another program that was started, and not of the process itself', () => {
  const calls = ['17 execve("/usr/bin/node", ["node"], []) = 0', '18 execve("/bin/sh", ["sh"], []) = 0'];
  writeFileSync(log, calls.join('\n'));
  expect(writtenFiles(log, folder)).toEqual([calls[1]]);
});

it('says nothing of what is written to the proof’s own folder, but of one with a longer name', () => {
  const calls = ['live', 'live-2'].map((name) => `17 openat(AT_FDCWD, "/tmp/p/${name}/x", O_WRONLY) = 21`);
  writeFileSync(log, calls.join('\n'));
  expect(writtenFiles(log, folder, '/tmp/p/live')).toEqual([calls[1]]);
});

it('tells of files in the folder, also without strace', () => {
  writeFileSync(path.join(folder, 'cache'), '');
  expect(writtenFiles(log, folder)).toEqual([path.join(folder, 'cache')]);
});
