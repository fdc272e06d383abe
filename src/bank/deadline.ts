/** Time limits that leave nothing behind: no timer and no listener outlives the question. */

import { BankError } from './errors.ts';

/** Runs a question with a signal that aborts it after `timeoutMs` or when `outer` does. */
export async function withDeadline<T>(
  timeoutMs: number,
  outer: AbortSignal | undefined,
  ask: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const leave = () => controller.abort(new BankError({ kind: 'plaid-down', code: 'READER_LEFT' }));
  const timer = setTimeout(
    () => controller.abort(new BankError({ kind: 'plaid-down', code: 'TIMEOUT' })),
    timeoutMs,
  );
  if (outer?.aborted) leave();
  outer?.addEventListener('abort', leave);
  try {
    return await ask(controller.signal);
  } catch (error) {
    throw controller.signal.aborted ? controller.signal.reason : error;
  } finally {
    clearTimeout(timer);
    outer?.removeEventListener('abort', leave);
  }
}
