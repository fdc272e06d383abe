import { setTimeout as wait } from 'node:timers/promises';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { withRetries } from '../../src/plaid/call.ts';
import { PlaidError } from '../../src/plaid/errors.ts';

vi.mock(import('node:timers/promises'), async (importOriginal) => ({
  ...(await importOriginal()),
  setTimeout: vi.fn() as unknown as typeof wait,
}));
beforeEach(() => void vi.mocked(wait).mockReset());

const transient = new PlaidError({ kind: 'plaid-down', code: 'INTERNAL_SERVER_ERROR', isTransient: true });
const lasting = new PlaidError({ kind: 'limited', code: 'BALANCE_LIMIT' });

/** Fails with these errors in turn, then answers. */
function failing(...errors: unknown[]) {
  return vi.fn(async () => {
    const error = errors.shift();
    if (error) throw error;
    return 'answer';
  });
}

/** The answer, or the error. */
const outcomeOf = (ask: () => Promise<unknown>, signal = new AbortController().signal) =>
  withRetries(signal, ask).catch((error: unknown) => error);
const waits = () => vi.mocked(wait).mock.calls.map(([milliseconds]) => Number(milliseconds));

describe('a call that may be repeated', () => {
  it('is sent once when it is answered', async () => {
    const ask = failing();
    expect(await outcomeOf(ask)).toBe('answer');
    expect(ask).toHaveBeenCalledTimes(1);
    expect(waits()).toEqual([]);
  });

  it('is sent again after a transient error', async () => {
    const ask = failing(transient, transient);
    expect(await outcomeOf(ask)).toBe('answer');
    expect(ask).toHaveBeenCalledTimes(3);
  });

  it('fails after three tries, without a wait after the last', async () => {
    const ask = failing(transient, transient, transient, transient);
    expect(await outcomeOf(ask)).toBe(transient);
    expect(ask).toHaveBeenCalledTimes(3);
    expect(waits()).toHaveLength(2);
  });

  it('is not sent again after an error that is not transient', async () => {
    const ask = failing(transient, lasting);
    expect(await outcomeOf(ask)).toBe(lasting);
    expect(ask).toHaveBeenCalledTimes(2);
  });

  it('fails with a PlaidError, whatever was thrown', async () => {
    expect(await outcomeOf(failing({ response: { status: 400, data: {} } }))).toBeInstanceOf(PlaidError);
  });

  it('waits a random time from 0.4 to 0.8 seconds, then from 0.8 to 1.6 seconds', async () => {
    for (let i = 0; i < 500; i += 1) await outcomeOf(failing(transient, transient));
    for (const [tries, least] of [400, 800].entries()) {
      const those = waits().filter((_, index) => index % 2 === tries);
      expect(Math.min(...those)).toBeGreaterThanOrEqual(least);
      expect(Math.min(...those)).toBeLessThan(least * 1.1);
      expect(Math.max(...those)).toBeGreaterThan(least * 1.9);
      expect(Math.max(...those)).toBeLessThan(least * 2);
    }
  });

  it('stops waiting when its signal aborts', async () => {
    const real = await vi.importActual<{ setTimeout: typeof wait }>('node:timers/promises');
    vi.mocked(wait).mockImplementation(real.setTimeout);
    const ask = failing(transient, transient);
    const deadline = new AbortController();
    const outcome = outcomeOf(ask, deadline.signal);
    await vi.waitUntil(() => waits().length === 1);
    deadline.abort();
    expect(await outcome).toMatchObject({ name: 'AbortError' });
    expect(ask).toHaveBeenCalledTimes(1);
  });
});
