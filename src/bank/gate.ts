/** Room for so many at a time. */

/** Waits for a place, in the order of coming; what it gives is to be called once, when the place is free again. */
export type Gate = () => Promise<() => void>;

/** With so many places. */
export function createGate(places: number): Gate {
  let free = places;
  const waiting: (() => void)[] = [];

  function leave(): void {
    const next = waiting.shift();
    if (next) next();
    else free += 1;
  }

  return async () => {
    if (free > 0) free -= 1;
    else await new Promise<void>((enter) => waiting.push(enter));
    return leave;
  };
}
