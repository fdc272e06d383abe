import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createPieces } from './pieces.ts';

const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'ÿ', '€'), minLength: 4, maxLength: 6 });

it('finds the pieces that `includes` finds, and where they stand first', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(letters),
      fc.string({ unit: fc.constantFrom('a', 'b', 'ÿ', '€') }),
      (all, text) => {
        const pieces = createPieces<string>();
        for (const piece of all) pieces.add(piece, piece);
        const found = Object.fromEntries(pieces.firstIn(text).map(({ kind, at }) => [kind, at]));
        const expected = all
          .filter((piece) => text.includes(piece))
          .map((piece) => [piece, text.indexOf(piece)]);
        expect(found).toEqual(Object.fromEntries(expected));
      },
    ),
    { numRuns: 2_000 },
  );
});
