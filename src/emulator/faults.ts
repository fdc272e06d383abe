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

/** A fault that is not over. */
export interface ActiveFault {
  /** Counted from 1. */
  readonly id: number;
  readonly fault: Fault;
  readonly target: FaultTarget;
  /** How many calls can still meet it. */
  readonly left: number;
}

export interface Faults {
  /** Returns the function that ends it. */
  inject(fault: Fault, target?: FaultTarget): () => void;
  /** Keeps calls waiting. Returns the function that lets them and all later ones go on. */
  hold(target?: FaultTarget): () => void;
  /** The faults this call meets. */
  meet(path: string, itemId: string | null): readonly Fault[];
  /** Those that calls can still meet, or that still hold some; the oldest first. */
  list(): readonly ActiveFault[];
  /** Ends one, and lets go of the calls that it holds; false where there is none of this id. */
  end(id: number): boolean;
  clear(): void;
}

interface Rule extends ActiveFault {
  left: number;
}

/** No faults yet. */
export function createFaults(): Faults {
  const rules = new Map<number, Rule>();
  const releases = new Map<number, () => void>();
  let made = 0;

  return {
    inject(fault, target = {}) {
      const id = add(fault, target);
      return () => void end(id);
    },
    hold(target = {}) {
      const { promise, resolve } = withResolver();
      const id = add({ kind: 'held', released: promise }, target);
      releases.set(id, resolve);
      return () => void end(id);
    },
    meet(path, itemId) {
      const met = [...rules.values()].filter(
        ({ left, target }) =>
          left > 0 && (target.path ?? path) === path && (target.itemId ?? itemId) === itemId,
      );
      for (const rule of met) {
        rule.left--;
        if (rule.left === 0 && !releases.has(rule.id)) rules.delete(rule.id);
      }
      return met.map(({ fault }) => fault);
    },
    list: () => [...rules.values()],
    end,
    clear() {
      for (const id of rules.keys()) end(id);
    },
  };

  function add(fault: Fault, target: FaultTarget): number {
    made += 1;
    rules.set(made, { id: made, fault, target, left: target.times ?? Number.POSITIVE_INFINITY });
    return made;
  }

  function end(id: number): boolean {
    releases.get(id)?.();
    releases.delete(id);
    return rules.delete(id);
  }
}

function withResolver(): { promise: Promise<void>; resolve: () => void } {
  let resolve = () => {};
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
