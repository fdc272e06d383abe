/** Sending webhooks as Plaid does: signed, and again while the receiver does not answer 200, for a day. */
import { post } from './post.ts';
import type { Schedule } from './schedule.ts';
import type { SigningKeys } from './signing-keys.ts';

/** One try to deliver. */
export interface Delivery {
  readonly url: string;
  /** Its webhook_code. */
  readonly code: string;
  /** The text as sent. */
  readonly body: string;
  /** The JWT sent in Plaid-Verification. */
  readonly token: string;
  readonly at: Date;
  /** The HTTP status; null without an answer. */
  readonly status: number | null;
}

export interface Webhooks {
  /** Sends at once; resolves when the first try is over, whatever came of it. */
  send(url: string, hook: { readonly webhook_code: string }): Promise<void>;
  /** Resolves when no try is under way. */
  settled(): Promise<void>;
  /** The last 10,000 tries, oldest first. */
  list(): readonly Delivery[];
  clear(): void;
  /** Breaks off what is under way. */
  close(): void;
}

interface Parts {
  readonly now: () => Date;
  readonly keys: SigningKeys;
  readonly schedule: Schedule;
  /** Whether an address may be called; other than http and https none is. */
  readonly mayCall: (url: URL) => boolean;
}

interface Sending {
  readonly url: string;
  readonly code: string;
  readonly body: string;
  readonly firstAt: Date;
  readonly waitMs: number;
}

const FIRST_WAIT_MS = 30_000;
const WAIT_GROWTH = 4;
const LONGEST_ASKED_WAIT_MS = 4 * 3_600_000;
const GIVEN_UP_AFTER_MS = 24 * 3_600_000;
const KEPT = 10_000;

/** Nothing sent yet. */
export function createWebhooks({ now, keys, schedule, mayCall }: Parts): Webhooks {
  let deliveries: Delivery[] = [];
  const underWay = new Set<Promise<void>>();
  const closing = new AbortController();

  return {
    async send(url, hook) {
      if (!isCallable(url)) return;
      const body = JSON.stringify(hook, null, 2);
      await tracked({ url, code: hook.webhook_code, body, firstAt: now(), waitMs: FIRST_WAIT_MS });
    },
    async settled() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
    list: () => deliveries.slice(-KEPT),
    clear() {
      deliveries = [];
    },
    close: () => closing.abort(),
  };

  function isCallable(text: string): boolean {
    const url = URL.canParse(text) ? new URL(text) : null;
    return url !== null && /^https?:$/.test(url.protocol) && mayCall(url);
  }

  function tracked(sending: Sending): Promise<void> {
    const trying = attempt(sending).finally(() => underWay.delete(trying));
    underWay.add(trying);
    return trying;
  }

  async function attempt(sending: Sending): Promise<void> {
    const { url, code, body, firstAt, waitMs } = sending;
    const at = now();
    const token = keys.sign(body, at);
    const { status, retryAfterMs } = await post(url, { body, token, signal: closing.signal });
    deliveries.push({ url, code, body, token, at, status });
    if (deliveries.length > 2 * KEPT) deliveries = deliveries.slice(-KEPT);
    if (status === 200) return;
    const isAsked = retryAfterMs !== null;
    const next = new Date(at.getTime() + (isAsked ? Math.min(retryAfterMs, LONGEST_ASKED_WAIT_MS) : waitMs));
    if (next.getTime() - firstAt.getTime() > GIVEN_UP_AFTER_MS) return;
    schedule.at(next, () => tracked({ ...sending, waitMs: isAsked ? waitMs : waitMs * WAIT_GROWTH }));
  }
}
