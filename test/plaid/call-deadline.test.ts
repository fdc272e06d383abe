import { getEventListeners } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { withDeadline } from '../../src/plaid/deadline.ts';
import { PlaidError } from '../../src/plaid/errors.ts';

let reader: AbortController;
beforeEach(() => {
  vi.useFakeTimers();
  reader = new AbortController();
});
afterEach(() => void vi.useRealTimers());

/** Never answers, and fails as an HTTP client does when it is aborted. */
function askForEver(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const cancel = () => reject(new Error('canceled, with the whole request attached'));
    if (signal.aborted) cancel();
    signal.addEventListener('abort', cancel);
  });
}

describe('a call with a deadline', () => {
  it('returns its answer and leaves no timer and no listener behind', async () => {
    await expect(withDeadline(1000, reader.signal, async () => 'answer')).resolves.toBe('answer');
    expect(vi.getTimerCount()).toBe(0);
    expect(getEventListeners(reader.signal, 'abort')).toEqual([]);
  });

  it('is aborted at its deadline and not before', async () => {
    let failure: unknown;
    const asked = withDeadline(1000, undefined, askForEver).catch((error) => {
      failure = error;
    });
    await vi.advanceTimersByTimeAsync(999);
    expect(failure).toBeUndefined();
    await vi.advanceTimersByTimeAsync(1);
    await asked;
    expect(failure).toBeInstanceOf(PlaidError);
    expect(failure).toMatchObject({ kind: 'plaid-down', code: 'TIMEOUT' });
    expect(vi.getTimerCount()).toBe(0);
  });

  it('does not count the time in which it waits for a place of ours', async () => {
    let enter = () => {};
    const place = new Promise<void>((resolve) => {
      enter = resolve;
    });
    const asked = withDeadline(1000, undefined, async (signal, { whilePaused }) => {
      await whilePaused(place);
      return signal.aborted ? 'too late' : 'in time';
    });
    await vi.advanceTimersByTimeAsync(5_000);
    enter();
    await expect(asked).resolves.toBe('in time');
  });

  it('does not count the time in which the process is too busy to look', async () => {
    vi.useRealTimers();
    const asked = withDeadline(600, undefined, async (signal) => {
      // An answer has arrived while other work kept the processor from reading it.
      const busyUntil = performance.now() + 1_500;
      while (performance.now() < busyUntil);
      await new Promise((resolve) => setTimeout(resolve, 50));
      return signal.aborted ? 'given up' : 'read';
    });
    await expect(asked).resolves.toBe('read');
  });

  it('is aborted when its reader leaves', async () => {
    const asked = withDeadline(1000, reader.signal, askForEver);
    reader.abort();
    await expect(asked).rejects.toMatchObject({ kind: 'plaid-down', code: 'READER_LEFT' });
    expect(vi.getTimerCount()).toBe(0);
    expect(getEventListeners(reader.signal, 'abort')).toEqual([]);
  });

  it('is aborted at once when its reader has already left', async () => {
    const asked = withDeadline(1000, AbortSignal.abort(), askForEver);
    await expect(asked).rejects.toMatchObject({ code: 'READER_LEFT' });
    expect(vi.getTimerCount()).toBe(0);
  });

  it('fails with its own error when nobody aborted it', async () => {
    const error = new Error('refused');
    await expect(withDeadline(1000, undefined, () => Promise.reject(error))).rejects.toBe(error);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('leaves other calls of the same reader alone when it ends', async () => {
    const other = withDeadline(1000, reader.signal, askForEver);
    await withDeadline(1000, reader.signal, async () => 'answer');
    expect(getEventListeners(reader.signal, 'abort')).toHaveLength(1);
    reader.abort();
    await expect(other).rejects.toMatchObject({ code: 'READER_LEFT' });
  });
});
