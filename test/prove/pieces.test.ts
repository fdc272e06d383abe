import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createPieces } from './pieces.ts';

const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'ÿ', '€'), minLength: 4, maxLength: 6 });

it('finds every piece wherever it stands, as a search for each of them would', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(letters),
      fc.string({ unit: fc.constantFrom('a', 'b', 'ÿ', '€') }),
      (all, text) => {
        const pieces = createPieces<string>();
        for (const piece of all) pieces.add(piece, piece);
        const found = pieces.findIn(text).map(({ kind, at }) => `${at} ${kind}`);
        const expected = all.flatMap((piece) =>
          Array.from(text, (_, at) => at)
            .filter((at) => text.startsWith(piece, at))
            .map((at) => `${at} ${piece}`),
        );
        expect(found.toSorted()).toEqual(expected.toSorted());
      },
    ),
    { numRuns: 2_000 },
  );
});
