/** The deadline of a call to Plaid: it counts Plaid's time, and neither our queues nor a busy process. */

import { PlaidError } from './errors.ts';

/** Time for Plaid, which our own queues do not use up. */
export interface Deadline {
  /** Waits for what is ours, and not Plaid's. */
  readonly whilePaused: <T>(waiting: Promise<T>) => Promise<T>;
}

/** The time between two looks at a deadline; a busy process takes longer, and that is no fault of Plaid's. */
const STEP_MS = 250;

/** Runs a question with a signal that aborts it after `timeoutMs` of listening, or when `outer` does. */
export async function withDeadline<T>(
  timeoutMs: number,
  outer: AbortSignal | undefined,
  ask: (signal: AbortSignal, deadline: Deadline) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const leave = () => controller.abort(new PlaidError({ kind: 'plaid-down', code: 'READER_LEFT' }));
  const stepMs = Math.min(STEP_MS, timeoutMs);
  let leftMs = timeoutMs;
  let pauses = 0;
  // A step that comes late counts as one: an answer may have been there for as long as nobody could look.
  const timer = setInterval(() => {
    if (pauses > 0) return;
    leftMs -= stepMs;
    if (leftMs <= 0) controller.abort(new PlaidError({ kind: 'plaid-down', code: 'TIMEOUT' }));
  }, stepMs);
  const deadline: Deadline = {
    async whilePaused(waiting) {
      pauses += 1;
      try {
        return await waiting;
      } finally {
        pauses -= 1;
      }
    },
  };
  if (outer?.aborted) leave();
  outer?.addEventListener('abort', leave);
  try {
    return await ask(controller.signal, deadline);
  } catch (error) {
    throw controller.signal.aborted ? controller.signal.reason : error;
  } finally {
    clearInterval(timer);
    outer?.removeEventListener('abort', leave);
  }
}
