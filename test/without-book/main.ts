/**
 * `npm run without-book -- FOLDER`: compares every answer of this build, to people without a book, with those of the
 * build in another folder, such as a worktree of the commit before there were books. Prints what differs.
 */

import path from 'node:path';
import { answersOf } from './answers.ts';

const [other = ''] = process.argv.slice(2);
const ours = await answersOf(path.resolve(import.meta.dirname, '../..'));
const theirs = await answersOf(path.resolve(other));
const names = new Set([...ours.keys(), ...theirs.keys()]);
const unlike = [...names].filter((name) => ours.get(name) !== theirs.get(name));
for (const name of unlike) {
  const [here, there] = [ours.get(name) ?? 'no answer', theirs.get(name) ?? 'no answer'];
  const at =
    Array.from({ length: here.length }, (_, index) => index).find((index) => here[index] !== there[index]) ??
    0;
  const part = (text: string) => text.slice(Math.max(0, at - 40), at + 80);
  console.log(`${name}\n  here:  ${part(here)}\n  there: ${part(there)}`);
}
console.log(`${names.size - unlike.length} of ${names.size} answers are the same.`);
process.exitCode = unlike.length > 0 ? 1 : 0;
