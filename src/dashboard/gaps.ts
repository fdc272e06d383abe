/** What to say of banks whose transactions are not here. */

import type { KnownHistory } from './history.ts';

type Banks = Pick<KnownHistory, 'readBanks' | 'preparingBanks' | 'missingBanks'>;

/** In place of figures, where no bank could be read: a sentence, and whether time alone will mend it. */
export interface NothingKnown {
  readonly state: 'waiting' | 'failed';
  readonly sentence: string;
}

/** Null where there is something to show. */
export function nothingKnown({ readBanks, preparingBanks, missingBanks }: Banks): NothingKnown | null {
  if (readBanks.length > 0) return null;
  if (preparingBanks.length === 0)
    return {
      state: 'failed',
      sentence: `The transactions of ${listed(missingBanks)} could not be read just now.`,
    };
  const isOne = preparingBanks.length === 1;
  const preparing = `${listed(preparingBanks)} ${isOne ? 'is' : 'are'} still preparing ${isOne ? 'its' : 'their'} history, which usually takes less than a minute.`;
  const missing = missingBanks.length > 0 ? ` ${listed(missingBanks)} could not be read just now.` : '';
  return { state: 'waiting', sentence: preparing + missing };
}

/** Beside figures: which banks they are without. */
export function partialSentences({ preparingBanks, missingBanks }: Banks): string[] {
  return [
    ...(missingBanks.length > 0 ? [`Without ${listed(missingBanks)}: not to be read just now.`] : []),
    ...(preparingBanks.length > 0 ? [`Without ${listed(preparingBanks)}: history still being prepared.`] : []),
  ];
}

const list = new Intl.ListFormat('en', { type: 'conjunction' });

/** `A, B, and C`. */
export function listed(names: readonly string[]): string {
  return list.format(names);
}
