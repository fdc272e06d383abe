/** How old the oldest copy is that a page was made of. */

import type { HistoryReading } from './reading.ts';

/** The moment, as far as banks have answered; null where all of them were asked themselves. */
export function copyAge(banks: readonly Pick<HistoryReading, 'history'>[]): () => Date | null {
  let oldest: Date | null = null;
  for (const { history } of banks) {
    history.then((known) => {
      const copiedAt = known.ok ? known.value.copiedAt : undefined;
      if (copiedAt && (oldest === null || copiedAt < oldest)) oldest = copiedAt;
    });
  }
  return () => oldest;
}
