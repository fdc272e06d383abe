/** Troubles that a test puts between a client and Plaid's answer. */

export type Fault =
  | { readonly kind: 'delay'; readonly ms: number }
  | { readonly kind: 'held'; readonly released: Promise<void> }
  /** Plaid's own error with this code. */
  | { readonly kind: 'error'; readonly code: string }
  /** HTTP 500 with a page of HTML. */
  | { readonly kind: 'html' }
  /** Status 200 with a text that is no JSON. */
  | { readonly kind: 'garbage' }
  /** The right answer, cut off in the middle. */
  | { readonly kind: 'truncated' }
  /** The connection is reset before any answer. */
  | { readonly kind: 'reset' }
  /** The right answer, one byte each 100 ms. */
  | { readonly kind: 'drip' }
  /** Well-formed JSON of so many bytes. */
  | { readonly kind: 'huge'; readonly bytes: number };

/** Which calls meet a fault: all of them where nothing is named. */
export interface FaultTarget {
  readonly path?: string;
  readonly itemId?: string;
  /** How many calls meet it; without end when left out. */
  readonly times?: number;
}

export interface Faults {
  /** Returns the function that ends it. */
  inject(fault: Fault, target?: FaultTarget): () => void;
  /** Keeps calls waiting. Returns the function that lets them and all later ones go on. */
  hold(target?: FaultTarget): () => void;
  /** The faults this call meets. */
  meet(path: string, itemId: string | null): readonly Fault[];
  clear(): void;
}

/** No faults yet. */
export function createFaults(): Faults {
  const rules = new Set<{ fault: Fault; target: FaultTarget; left: number }>();
  const releases = new Set<() => void>();

  return {
    inject,
    hold(target = {}) {
      const { promise, resolve } = withResolver();
      const end = inject({ kind: 'held', released: promise }, target);
      const release = () => {
        end();
        resolve();
        releases.delete(release);
      };
      releases.add(release);
      return release;
    },
    meet(path, itemId) {
      const met = [...rules].filter(
        ({ target, left }) =>
          left > 0 && (target.path ?? path) === path && (target.itemId ?? itemId) === itemId,
      );
      for (const rule of met) rule.left--;
      return met.map(({ fault }) => fault);
    },
    clear() {
      rules.clear();
      for (const release of releases) release();
    },
  };

  function inject(fault: Fault, target: FaultTarget = {}): () => void {
    const rule = { fault, target, left: target.times ?? Number.POSITIVE_INFINITY };
    rules.add(rule);
    return () => rules.delete(rule);
  }
}

function withResolver(): { promise: Promise<void>; resolve: () => void } {
  let resolve = () => {};
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
