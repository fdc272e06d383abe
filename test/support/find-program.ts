/** Where a program is on this machine. */

import { accessSync, constants } from 'node:fs';
import path from 'node:path';

/** The program's file in one of these folders, by default those on PATH; null where there is none. */
export function findProgram(
  name: string,
  folders = (process.env.PATH ?? '').split(path.delimiter),
): string | null {
  const names = process.platform === 'win32' ? [name, `${name}.exe`] : [name];
  const files = folders.flatMap((folder) => names.map((each) => path.join(folder, each)));
  return files.find(isExecutable) ?? null;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
