import { describe, expect, it } from 'vitest';
import { createFormat } from '../../src/finance/format.ts';
import { PlaidError, type PlaidErrorKind } from '../../src/plaid/errors.ts';
import { gapSentences, groupByStatus, isPartial } from '../../src/reading/missing-banks.ts';

const format = createFormat({ locale: 'en-US', isHidden: false, today: '2025-11-22' });
const read = (name: string) => ({ name, error: null });
const without = (name: string, kind: PlaidErrorKind) => ({
  name,
  error: new PlaidError({ kind, code: 'CODE' }),
});
const growing = (name: string) => ({ ...read(name), isGrowing: true });
const cut = (name: string) => ({
  ...read(name),
  cut: { from: '2025-03-02', againAt: new Date('2025-11-22T12:34:05Z') },
});
const say = (...banks: Parameters<typeof groupByStatus>[0]) => gapSentences(groupByStatus(banks), format);

describe('figures', () => {
  it('lack nothing where every bank was read whole', () => {
    expect(isPartial(groupByStatus([read('A'), read('B')]))).toBe(false);
  });

  it.each([
    ['failed', without('B', 'bank-down')],
    ['is still being prepared', without('B', 'not-ready')],
    ['has nothing of the kind', without('B', 'unsupported')],
    ['has only its last days', growing('B')],
    ['was cut by a limit', cut('B')],
  ])('are partial where a bank %s', (_, bank) => {
    expect(isPartial(groupByStatus([read('A'), bank]))).toBe(true);
  });

  it('do not count a bank that failed as one with its last 30 days', () => {
    const failing = { ...without('B', 'bank-down'), isGrowing: true };
    expect(groupByStatus([failing, { ...read('A'), isGrowing: false }]).growingBanks).toEqual([]);
  });

  it('do not count a bank that Plaid cannot ask for this as one that failed', () => {
    expect(groupByStatus([without('Quarry', 'unsupported')])).toMatchObject({
      missingBanks: [],
      lackingBanks: ['Quarry'],
    });
  });
});

describe('gaps that call for nothing to be done', () => {
  it('are not those of banks that failed or are being prepared, which have a line of their own', () => {
    expect(say(read('A'), without('B', 'bank-down'), without('C', 'not-ready'))).toEqual([]);
  });

  it('have a sentence each, in which several banks are named together', () => {
    expect(say(without('A', 'unsupported'))).toEqual(['A gives no transactions through Plaid.']);
    expect(say(without('A', 'unsupported'), without('B', 'unsupported'), growing('C'), growing('D'))).toEqual(
      [
        'A and B give no transactions through Plaid.',
        'Only the last 30 days of C and D have arrived so far. The rest usually follows within minutes.',
      ],
    );
  });

  it('say from where on a bank’s transactions are missing, and when the rest can be loaded', () => {
    expect(say(cut('A'))).toEqual([
      'A is shown back to Mar 2, 2025 only, because Plaid limits calls per minute. The rest can be loaded from 12:35 PM UTC on.',
    ]);
  });
});
