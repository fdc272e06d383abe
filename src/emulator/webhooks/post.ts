/** One try to deliver a webhook. */

export interface Outcome {
  /** The HTTP status; null when nothing came within ten seconds. */
  readonly status: number | null;
  /** What the receiver asks to wait with a 429. */
  readonly retryAfterMs: number | null;
}

const TIMEOUT_MS = 10_000;

/** Posts a signed body. Never rejects: a receiver that is not there is an outcome like any other. */
export async function post(
  url: string,
  { body, token, signal }: { body: string; token: string; signal: AbortSignal },
): Promise<Outcome> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Plaid-Verification': token },
      body,
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    await response.body?.cancel();
    const retryAfter = response.headers.get('retry-after');
    return {
      status: response.status,
      retryAfterMs: response.status === 429 && retryAfter ? waitOf(retryAfter) : null,
    };
  } catch {
    return { status: null, retryAfterMs: null };
  }
}

function waitOf(retryAfter: string): number | null {
  return /^\d+$/.test(retryAfter) ? Number(retryAfter) * 1000 : null;
}
