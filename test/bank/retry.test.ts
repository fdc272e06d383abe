import { describe, expect, it } from 'vitest';
import { BankError } from '../../src/bank/errors.ts';
import { withRetries } from '../../src/bank/retry.ts';

const passing = new BankError({ kind: 'plaid-down', code: 'INTERNAL_SERVER_ERROR', isTransient: true });
const lasting = new BankError({ kind: 'limited', code: 'BALANCE_LIMIT' });
const never = () => new AbortController().signal;

/** Fails with these errors in turn, then answers; notes when it was asked. */
function failing(...errors: unknown[]) {
  const askedAt: number[] = [];
  const start = performance.now();
  const ask = async () => {
    askedAt.push(performance.now() - start);
    const error = errors.shift();
    if (error) throw error;
    return 'answer';
  };
  return { ask, askedAt };
}

const outcomeOf = (asked: Promise<unknown>) => asked.catch((error: unknown) => error);

describe.concurrent('a question that may be repeated', () => {
  it('is asked once where it is answered', async () => {
    const { ask, askedAt } = failing();
    expect(await outcomeOf(withRetries(never(), ask))).toBe('answer');
    expect(askedAt).toHaveLength(1);
  });

  it('is asked again after a failure of the moment, at growing intervals', async () => {
    const { ask, askedAt } = failing(passing, passing);
    expect(await outcomeOf(withRetries(never(), ask))).toBe('answer');
    const [, second = 0, third = 0] = askedAt;
    expect(second).toBeGreaterThan(395);
    expect(second).toBeLessThan(1000);
    expect(third - second).toBeGreaterThan(795);
    expect(third - second).toBeLessThan(1900);
  });

  it('is given up after three tries', async () => {
    const { ask, askedAt } = failing(passing, passing, passing, passing);
    expect(await outcomeOf(withRetries(never(), ask))).toBe(passing);
    expect(askedAt).toHaveLength(3);
  });

  it('is not asked again where that would not help', async () => {
    const { ask, askedAt } = failing(passing, lasting);
    expect(await outcomeOf(withRetries(never(), ask))).toBe(lasting);
    expect(askedAt).toHaveLength(2);
  });

  it('fails with a BankError, whatever was thrown', async () => {
    const { ask } = failing({ response: { status: 400, data: {} } });
    expect(await outcomeOf(withRetries(never(), ask))).toBeInstanceOf(BankError);
  });

  it('waits at other moments than others do', async () => {
    const many = Array.from({ length: 20 }, () => failing(passing));
    await Promise.all(many.map(({ ask }) => outcomeOf(withRetries(never(), ask))));
    expect(new Set(many.map(({ askedAt }) => Math.round((askedAt[1] ?? 0) / 20))).size).toBeGreaterThan(5);
  });

  it('waits no longer than its deadline', async () => {
    const deadline = new AbortController();
    const { ask, askedAt } = failing(passing, passing);
    const outcome = withRetries(deadline.signal, ask).catch((error: Error) => error.name);
    const start = performance.now();
    setTimeout(() => deadline.abort(), 50);
    expect(await outcome).toBe('AbortError');
    expect(performance.now() - start).toBeLessThan(300);
    expect(askedAt).toHaveLength(1);
  });
});
