import { expect, it } from 'vitest';
import { parseBook } from '../../../src/finance/book/text.ts';
import { referenceMs } from '../../support/time-limits.ts';

const filled = (piece: string) => piece.repeat(Math.floor((64 * 1024) / Buffer.byteLength(piece)));
const numbered = (one: (index: number) => string) => {
  const lines: string[] = [];
  for (let size = 0, index = 0; ; index++) {
    const line = one(index);
    size += Buffer.byteLength(line) + 1;
    if (size > 64 * 1024) return lines.join('\n');
    lines.push(line);
  }
};

/** The shortest of each kind, so that each is counted in a book that is full. */
function shortLine(index: number): string {
  const text = index.toString(36);
  if (index < 20) return `rate A${index + 10} 1 USD`;
  if (index < 70) return `own "${text}" cash 1 USD 2026-11-01`;
  return index < 120 ? `target b${text} 1 USD` : `call "${text}" b`;
}

it.each([
  ['quotation marks', filled('"')],
  ['quoted texts', filled('""')],
  ['quotation marks and line ends', filled('"\n')],
  ['line ends', filled('\r')],
  ['Windows line ends', filled('\r\n')],
  ['spaces', filled(' ')],
  ['spaces and words', filled(' a')],
  ['long lines of spaces', filled(`call "a"${' '.repeat(490)}b\n`)],
  ['comments', filled('#\n')],
  ['one letter a line', filled('a\n')],
  ['combining marks', filled('a\u0315\u0300\u05ae\u0316')],
  ['lines of combining marks', filled(`call "a" ${'\u0315\u0300'.repeat(120)}\n`)],
  ['letters that fold to many', filled('file "\ufdfa" under Pets\n')],
  ['halves of characters', filled('call "a" \ud800\n')],
  ['the same line', filled('file "a" under Pets\n')],
  ['rules', numbered((index) => `file "a${index}" under b`)],
  [
    'long rules',
    numbered((index) => `file "${'a '.repeat(45)}${index}" under ${'é'.repeat(40)} on "${'x'.repeat(99)}"`),
  ],
  ['short rules', numbered((index) => `call "${index.toString(36)}" b`)],
  ['short lines for a full book', numbered(shortLine)],
  ['ends in in', numbered(() => `call "a"${' in'.repeat(100)}`)],
  ['numbers', numbered((index) => `own "a${index}" cash ${'9'.repeat(400)} USD 2026-11-01`)],
  ['rates', numbered((index) => `rate EUR ${index}.${'0'.repeat(300)} USD`)],
])('64 KB of %s are read within 50 ms', async (_name, text) => {
  expect(await referenceMs(() => parseBook(text))).toBeLessThan(50);
});
