/** What Plaid answers, from text to an object. */

import { isAscii } from 'node:buffer';

/** The object that an answer's JSON stands for; null for what is not one. Never throws. */
export function parseAnswer(bytes: Buffer): object | null {
  try {
    const answer: unknown = JSON.parse(textOf(bytes));
    return answer instanceof Object ? answer : null;
  } catch {
    return null;
  }
}

/** Nearly every answer is plain ASCII; knowing that, its text is a copy of its bytes, and twice as small. */
function textOf(bytes: Buffer): string {
  return bytes.toString(isAscii(bytes) ? 'latin1' : 'utf8');
}
