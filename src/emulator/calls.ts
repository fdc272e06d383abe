/** The calls the emulator received, newest last; only so many are kept. */

export interface ReceivedCall {
  readonly path: string;
  readonly itemId: string | null;
  readonly at: Date;
  /** The HTTP status answered; null while the call is under way or when it was cut off. */
  status: number | null;
}

const KEPT = 10_000;

export interface Calls {
  receive(path: string, itemId: string | null, at: Date): ReceivedCall;
  list(): readonly ReceivedCall[];
  clear(): void;
}

/** No calls yet. */
export function createCalls(): Calls {
  let received: ReceivedCall[] = [];
  return {
    receive(path, itemId, at) {
      const call = { path, itemId, at, status: null };
      received.push(call);
      if (received.length > 2 * KEPT) received = received.slice(-KEPT);
      return call;
    },
    list: () => received.slice(-KEPT),
    clear() {
      received = [];
    },
  };
}
