import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addDays } from '../../../../src/finance/days.ts';
import { flow } from '../../../finance/samples.ts';
import { found, TODAY } from './rows.ts';

it('never fails, whatever the rows', () => {
  const anyFlow = fc
    .record({
      age: fc.integer({ min: 0, max: 730 }),
      amountMinor: fc.oneof(fc.constantFrom(-999, -1499, 250000, 0), fc.integer()),
      name: fc.constantFrom('A', 'B', ''),
      category: fc.constantFrom('INCOME', 'TRAVEL', 'OTHER'),
    })
    .map(({ age, ...facts }) => flow({ ...facts, date: addDays(TODAY, -age) }));
  fc.assert(
    fc.property(fc.array(anyFlow, { maxLength: 60 }), (flows) => {
      const streams = found(flows);
      expect(streams.reduce((sum, stream) => sum + stream.count, 0)).toBeLessThanOrEqual(flows.length);
      for (const stream of streams) {
        expect(Math.abs(stream.smallestMinor)).toBeLessThanOrEqual(Math.abs(stream.amountMinor));
        if (stream.nextDate) expect(stream.nextDate > stream.lastDate).toBe(true);
      }
    }),
  );
});
