import { getEventListeners } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createCoalescer } from '../../src/plaid/coalesce.ts';
import { PlaidError } from '../../src/plaid/errors.ts';
import type { PlaidCallOptions, Result } from '../../src/plaid/gateway.ts';
import { unwrap } from '../support/unwrap.ts';

/** Calls that go out through a coalescer and are answered by hand. */
function openCalls() {
  const coalesce = createCoalescer<string>();
  const sent: { callOptions: PlaidCallOptions; answer: (text: string) => void; fail: () => void }[] = [];
  const send = (callOptions: PlaidCallOptions) =>
    new Promise<Result<string>>((resolve) => {
      const answer = (value: string) => resolve({ ok: true, value });
      const fail = () => resolve({ ok: false, error: new PlaidError({ kind: 'plaid-down', code: 'X' }) });
      sent.push({ callOptions, answer, fail });
    });
  const call = (callOptions?: PlaidCallOptions, key = 'token') => coalesce(key, callOptions, send);
  return { call, sent };
}

describe('two identical calls', () => {
  it('are sent as one when they are simultaneous, and both get the answer', async () => {
    const { call, sent } = openCalls();
    const both = [call(), call()];
    sent[0]?.answer('balance');
    expect(await Promise.all(both.map(unwrap))).toEqual(['balance', 'balance']);
    expect(sent).toHaveLength(1);
  });

  it('are both sent when the first has been answered before', async () => {
    const { call, sent } = openCalls();
    const first = call();
    sent[0]?.answer('before');
    await first;
    const second = call();
    sent[1]?.answer('after');
    expect(await unwrap(second)).toBe('after');
  });

  it('both fail when the one that was sent fails, and the next is sent again', async () => {
    const { call, sent } = openCalls();
    const both = Promise.all([call(), call()]);
    sent[0]?.fail();
    expect((await both).map(({ ok }) => ok)).toEqual([false, false]);
    void call();
    expect(sent).toHaveLength(2);
  });

  it('report to the caller of the first', async () => {
    const { call, sent } = openCalls();
    const heard: string[] = [];
    const both = ['first', 'second'].map((name) => call({ onCall: () => void heard.push(name) }));
    sent[0]?.callOptions.onCall?.();
    sent[0]?.answer('balance');
    await Promise.all(both);
    expect(heard).toEqual(['first']);
  });
});

it('calls for other people, or about other things, are sent apart', () => {
  const { call, sent } = openCalls();
  for (const key of ['token', 'other token', 'token 2026-01-01']) call(undefined, key);
  expect(sent).toHaveLength(3);
});

describe('a call whose reader leaves', () => {
  it('goes on for a second reader', async () => {
    const { call, sent } = openCalls();
    const reader = new AbortController();
    const first = call({ signal: reader.signal });
    const second = call();
    reader.abort();
    await expect(unwrap(first)).rejects.toMatchObject({ code: 'READER_LEFT' });
    expect(sent[0]?.callOptions.signal?.aborted).toBe(false);
    sent[0]?.answer('balance');
    expect(await unwrap(second)).toBe('balance');
    expect(getEventListeners(reader.signal, 'abort')).toEqual([]);
  });

  it('is aborted when it was the last reader, and the next call is sent again', async () => {
    const { call, sent } = openCalls();
    const readers = [new AbortController(), new AbortController()];
    const both = readers.map(({ signal }) => call({ signal }));
    for (const reader of readers) reader.abort();
    await Promise.all(both);
    expect(sent[0]?.callOptions.signal?.aborted).toBe(true);
    call();
    expect(sent).toHaveLength(2);
    expect(sent[1]?.callOptions.signal?.aborted).toBe(false);
  });

  it('may fail afterwards without an unhandled rejection', async () => {
    const { call, sent } = openCalls();
    const reader = new AbortController();
    const left = call({ signal: reader.signal });
    reader.abort();
    await expect(unwrap(left)).rejects.toMatchObject({ code: 'READER_LEFT' });
    sent[0]?.fail();
    await nextTurn();
  });

  it('fails at once when the reader had left before', async () => {
    const left = openCalls().call({ signal: AbortSignal.abort() });
    await expect(unwrap(left)).rejects.toMatchObject({ kind: 'plaid-down', code: 'READER_LEFT' });
  });
});

it('the signal of a call can have dozens of listeners without a warning', async () => {
  const warnings: Error[] = [];
  const note = (warning: Error) => void warnings.push(warning);
  process.on('warning', note);
  const { call, sent } = openCalls();
  call();
  for (let page = 0; page < 50; page += 1) sent[0]?.callOptions.signal?.addEventListener('abort', () => {});
  await nextTurn();
  process.off('warning', note);
  expect(warnings).toEqual([]);
});
