/** Work of which only so much is under way at a time. */

export type Gate = <T>(work: () => Promise<T>) => Promise<T>;

/** Lets so many pieces of work in; the others wait, and follow in the order in which they came. */
export function createGate(most: number): Gate {
  let room = most;
  const waiting: (() => void)[] = [];

  function leave(): void {
    const next = waiting.shift();
    if (next) next();
    else room += 1;
  }

  return async (work) => {
    if (room > 0) room -= 1;
    else await new Promise<void>((enter) => waiting.push(enter));
    try {
      return await work();
    } finally {
      leave();
    }
  };
}
