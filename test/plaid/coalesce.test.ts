import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { createCoalescer } from '../../src/plaid/coalesce.ts';
import { PlaidError } from '../../src/plaid/errors.ts';
import type { PlaidCallOptions, Result } from '../../src/plaid/gateway.ts';
import { unwrap } from '../support/unwrap.ts';

/** A question that is answered by hand. */
function openQuestion() {
  const asked: { callOptions: PlaidCallOptions; answer: (text: string) => void; fail: () => void }[] = [];
  const ask = (callOptions: PlaidCallOptions) =>
    new Promise<Result<string>>((resolve) => {
      const answer = (value: string) => resolve({ ok: true, value });
      const fail = () => resolve({ ok: false, error: new PlaidError({ kind: 'plaid-down', code: 'X' }) });
      asked.push({ callOptions, answer, fail });
    });
  return { ask, asked };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('a question under way', () => {
  it('is asked once for two, and both get the answer', async () => {
    const together = createCoalescer<string>();
    const { ask, asked } = openQuestion();
    const both = [together('token', undefined, ask), together('token', undefined, ask)];
    asked[0]?.answer('balance');
    expect(await Promise.all(both.map(unwrap))).toEqual(['balance', 'balance']);
    expect(asked).toHaveLength(1);
  });

  it('is asked anew once it has been answered', async () => {
    const together = createCoalescer<string>();
    const { ask, asked } = openQuestion();
    const first = together('token', undefined, ask);
    asked[0]?.answer('before');
    await first;
    const second = together('token', undefined, ask);
    asked[1]?.answer('after');
    expect(await unwrap(second)).toBe('after');
  });

  it('is asked anew once it has failed, and both heard of the failure', async () => {
    const together = createCoalescer<string>();
    const { ask, asked } = openQuestion();
    const both = Promise.all([together('token', undefined, ask), together('token', undefined, ask)]);
    asked[0]?.fail();
    expect((await both).map(({ ok }) => ok)).toEqual([false, false]);
    void together('token', undefined, ask);
    expect(asked).toHaveLength(2);
  });

  it('is another one for another person, or about other things', () => {
    const together = createCoalescer<string>();
    const { ask, asked } = openQuestion();
    for (const key of ['token', 'other token', 'token 2026-01-01']) together(key, undefined, ask);
    expect(asked).toHaveLength(3);
  });

  it('goes on for the second when the first leaves', async () => {
    const together = createCoalescer<string>();
    const { ask, asked } = openQuestion();
    const reader = new AbortController();
    const first = together('token', { signal: reader.signal }, ask);
    const second = together('token', undefined, ask);
    reader.abort();
    await expect(unwrap(first)).rejects.toMatchObject({ code: 'READER_LEFT' });
    expect(asked[0]?.callOptions.signal?.aborted).toBe(false);
    asked[0]?.answer('balance');
    expect(await unwrap(second)).toBe('balance');
    expect(getEventListeners(reader.signal, 'abort')).toEqual([]);
  });

  it('ends when the last one leaves, and who comes then asks anew', async () => {
    const together = createCoalescer<string>();
    const { ask, asked } = openQuestion();
    const readers = [new AbortController(), new AbortController()];
    const both = readers.map(({ signal }) => together('token', { signal }, ask));
    for (const reader of readers) reader.abort();
    await Promise.all(both);
    expect(asked[0]?.callOptions.signal?.aborted).toBe(true);
    together('token', undefined, ask);
    expect(asked).toHaveLength(2);
    expect(asked[1]?.callOptions.signal?.aborted).toBe(false);
  });

  it('fails for nobody when it fails after everyone has left', async () => {
    const together = createCoalescer<string>();
    const { ask, asked } = openQuestion();
    const reader = new AbortController();
    const left = together('token', { signal: reader.signal }, ask);
    reader.abort();
    await expect(unwrap(left)).rejects.toMatchObject({ code: 'READER_LEFT' });
    asked[0]?.fail();
    await settled();
  });

  it('is asked for nobody who has left already', async () => {
    const together = createCoalescer<string>();
    const { ask } = openQuestion();
    const left = together('token', { signal: AbortSignal.abort() }, ask);
    await expect(unwrap(left)).rejects.toMatchObject({ kind: 'plaid-down', code: 'READER_LEFT' });
  });

  it('may be listened to by every page of a long history without a warning', async () => {
    const warnings: Error[] = [];
    const note = (warning: Error) => void warnings.push(warning);
    process.on('warning', note);
    const { ask, asked } = openQuestion();
    createCoalescer<string>()('token', undefined, ask);
    for (let page = 0; page < 50; page += 1)
      asked[0]?.callOptions.signal?.addEventListener('abort', () => {});
    await settled();
    process.off('warning', note);
    expect(warnings).toEqual([]);
  });

  it('tells of its calls the one who began it', async () => {
    const together = createCoalescer<string>();
    const { ask, asked } = openQuestion();
    const heard: string[] = [];
    const both = ['first', 'second'].map((name) =>
      together('token', { onCall: () => void heard.push(name) }, ask),
    );
    asked[0]?.callOptions.onCall?.();
    asked[0]?.answer('balance');
    await Promise.all(both);
    expect(heard).toEqual(['first']);
  });
});
