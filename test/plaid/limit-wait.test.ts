import { describe, expect, it } from 'vitest';
import { PlaidError, type PlaidErrorKind } from '../../src/plaid/errors.ts';
import { createLimitWait, SILENT_WAIT_MS, type Wait } from '../../src/plaid/limit-wait.ts';
import type { Result } from '../../src/plaid/result.ts';

const refusedFor = (kind: PlaidErrorKind): Result<string> => ({
  ok: false,
  error: new PlaidError({ kind, code: 'CODE' }),
});
const answered: Result<string> = { ok: true, value: 'answer' };

/** Asks until there is an answer, of these results one after the other; the last of them goes on. */
async function asking(
  results: readonly Result<string>[],
  play: Wait = async () => {},
  longestWaitMs?: number,
) {
  const waitedMs: number[] = [];
  let asked = 0;
  let limits = 0;
  const untilAllowed = createLimitWait((ms, signal) => {
    waitedMs.push(ms);
    return play(ms, signal);
  });
  const result = await untilAllowed({ onLimit: () => void limits++, longestWaitMs }, async () => {
    asked += 1;
    return results[asked - 1] ?? results.at(-1) ?? answered;
  });
  return { result, asked, limits, waitedMs: waitedMs.reduce((sum, ms) => sum + ms, 0) };
}

describe('a call that Plaid’s limit refuses', () => {
  it('is made again until it is answered, and tells that it waits', async () => {
    const limited = refusedFor('limited');
    expect(await asking([limited, limited, answered])).toMatchObject({
      ...{ result: answered, asked: 3, limits: 2 },
    });
  });

  it('waits for longer than the minute that Plaid counts by, and not for long after it', async () => {
    const { result, asked, waitedMs } = await asking([refusedFor('limited')]);
    expect(result).toMatchObject({ error: { kind: 'limited' } });
    expect(waitedMs).toBeGreaterThan(60_000);
    expect(waitedMs).toBeLessThan(70_000);
    expect(asked).toBeLessThanOrEqual(5);
  });

  it.each([
    [0, 1],
    [3_999, 1],
    [SILENT_WAIT_MS, 3],
    [40_000, 4],
  ])('waits no longer than it may: for %i ms, in %i calls', async (longestWaitMs, calls) => {
    const { result, asked, limits, waitedMs } = await asking(
      [refusedFor('limited')],
      undefined,
      longestWaitMs,
    );
    expect(result).toMatchObject({ error: { kind: 'limited' } });
    expect([asked, limits]).toEqual([calls, calls - 1]);
    expect(waitedMs).toBeLessThanOrEqual(longestWaitMs);
  });

  it('is not made again when its reader has left', async () => {
    const left = await asking([refusedFor('limited')], () => Promise.reject(new Error('aborted')));
    expect(left).toMatchObject({ asked: 1, result: { error: { kind: 'limited' } } });
  });
});

it('a reader who leaves ends the waiting itself', async () => {
  const reader = new AbortController();
  const start = performance.now();
  const waiting = createLimitWait()({ signal: reader.signal }, async () => {
    setTimeout(() => reader.abort(), 20);
    return refusedFor('limited');
  });
  expect(await waiting).toMatchObject({ ok: false });
  expect(performance.now() - start).toBeLessThan(4_000);
});

it.each<PlaidErrorKind>(['sign-in', 'bank-down', 'plaid-down', 'not-ready', 'operator', 'unexpected'])(
  'a call that fails for another reason (%s) does not wait',
  async (kind) => {
    expect(await asking([refusedFor(kind), answered])).toMatchObject({ asked: 1, waitedMs: 0 });
  },
);
