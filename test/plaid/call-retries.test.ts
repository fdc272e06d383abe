import { setTimeout as wait } from 'node:timers/promises';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { withRetries } from '../../src/plaid/call.ts';
import { PlaidError } from '../../src/plaid/errors.ts';

vi.mock(import('node:timers/promises'), async (importOriginal) => ({
  ...(await importOriginal()),
  setTimeout: vi.fn() as unknown as typeof wait,
}));
beforeEach(() => void vi.mocked(wait).mockReset());

const passing = new PlaidError({ kind: 'plaid-down', code: 'INTERNAL_SERVER_ERROR', isTransient: true });
const lasting = new PlaidError({ kind: 'limited', code: 'BALANCE_LIMIT' });
const never = () => new AbortController().signal;

/** Fails with these errors in turn, then answers. */
function failing(...errors: unknown[]) {
  return vi.fn(async () => {
    const error = errors.shift();
    if (error) throw error;
    return 'answer';
  });
}

const outcomeOf = (asked: Promise<unknown>) => asked.catch((error: unknown) => error);
const waits = () => vi.mocked(wait).mock.calls.map(([milliseconds]) => Number(milliseconds));

describe('a question that may be repeated', () => {
  it('is asked once where it is answered', async () => {
    const ask = failing();
    expect(await outcomeOf(withRetries(never(), ask))).toBe('answer');
    expect(ask).toHaveBeenCalledTimes(1);
    expect(waits()).toEqual([]);
  });

  it('is asked again after a failure of the moment', async () => {
    const ask = failing(passing, passing);
    expect(await outcomeOf(withRetries(never(), ask))).toBe('answer');
    expect(ask).toHaveBeenCalledTimes(3);
  });

  it('is given up after three tries, without another wait', async () => {
    const ask = failing(passing, passing, passing, passing);
    expect(await outcomeOf(withRetries(never(), ask))).toBe(passing);
    expect(ask).toHaveBeenCalledTimes(3);
    expect(waits()).toHaveLength(2);
  });

  it('is not asked again where that would not help', async () => {
    const ask = failing(passing, lasting);
    expect(await outcomeOf(withRetries(never(), ask))).toBe(lasting);
    expect(ask).toHaveBeenCalledTimes(2);
  });

  it('fails with a PlaidError, whatever was thrown', async () => {
    const ask = failing({ response: { status: 400, data: {} } });
    expect(await outcomeOf(withRetries(never(), ask))).toBeInstanceOf(PlaidError);
  });

  it('waits four to eight tenths of a second and then twice as long, anywhere in between', async () => {
    for (let i = 0; i < 500; i += 1) await withRetries(never(), failing(passing, passing));
    for (const [tries, least] of [400, 800].entries()) {
      const those = waits().filter((_, index) => index % 2 === tries);
      expect(Math.min(...those)).toBeGreaterThanOrEqual(least);
      expect(Math.min(...those)).toBeLessThan(least * 1.1);
      expect(Math.max(...those)).toBeGreaterThan(least * 1.9);
      expect(Math.max(...those)).toBeLessThan(least * 2);
    }
  });

  it('waits no longer than its deadline', async () => {
    const { setTimeout: realWait } = await vi.importActual<{ setTimeout: typeof wait }>(
      'node:timers/promises',
    );
    vi.mocked(wait).mockImplementation(realWait);
    const ask = failing(passing, passing);
    const deadline = new AbortController();
    const outcome = outcomeOf(withRetries(deadline.signal, ask));
    await vi.waitUntil(() => waits().length === 1);
    deadline.abort();
    expect(await outcome).toMatchObject({ name: 'AbortError' });
    expect(ask).toHaveBeenCalledTimes(1);
  });
});
