/** Readers by the bytes that they take of what waits for them, from one look to the next. */

import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { cutSlowReaders } from '../../src/web/slow-readers.ts';

const LOOK_MS = 1_000;
const LEAST = 100;
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** An answer of which 1,000 bytes wait for a reader who takes so many between two looks. */
function answerTo(bytesALook: number) {
  let taken = 5_000;
  return {
    isCut: false,
    socket: {
      get writableLength() {
        return 1_000;
      },
      get bytesWritten() {
        return taken + 1_000;
      },
    },
    destroy() {
      this.isCut = true;
    },
    take() {
      taken += bytesALook;
    },
  };
}
type FakeAnswer = ReturnType<typeof answerTo>;

function look(answers: readonly FakeAnswer[]): boolean[] {
  for (const answer of answers) answer.take();
  vi.advanceTimersByTime(LOOK_MS);
  return answers.map(({ isCut }) => isCut);
}

const setOf = (answers: readonly FakeAnswer[]) => new Set(answers as unknown as readonly ServerResponse[]);

it('those who take less than the least are cut off at the second look', () => {
  const answers = [0, 99, 100, 5_000].map(answerTo);
  cutSlowReaders(setOf(answers), { everyMs: LOOK_MS, leastBytes: LEAST });
  expect(look(answers)).toEqual([false, false, false, false]);
  expect(look(answers)).toEqual([true, true, false, false]);
  for (let looks = 0; looks < 10; looks += 1) expect(look(answers)).toEqual([true, true, false, false]);
});

it('those for whom nothing waits are not', () => {
  const [answer] = [answerTo(0)];
  Object.defineProperty(answer.socket, 'writableLength', { value: 0 });
  cutSlowReaders(setOf([answer]), { everyMs: LOOK_MS, leastBytes: LEAST });
  for (let looks = 0; looks < 5; looks += 1) expect(look([answer])).toEqual([false]);
});

it('they may be left alone for a while, and then count by what they took since the look before', () => {
  const answers = [99, 100].map(answerTo);
  let isDue = false;
  const onSlow = (res: ServerResponse) => void (isDue && res.destroy());
  cutSlowReaders(setOf(answers), { everyMs: LOOK_MS, leastBytes: LEAST, onSlow });
  for (let looks = 0; looks < 5; looks += 1) expect(look(answers)).toEqual([false, false]);
  isDue = true;
  expect(look(answers)).toEqual([true, false]);
});
