import { expect, it } from 'vitest';
import { applyBook } from '../../../src/finance/book/apply.ts';
import { parseBook } from '../../../src/finance/book/text.ts';
import { referenceMs } from '../../support/time-limits.ts';
import { account, transaction } from '../samples.ts';

const TWENTY = ['alder', 'birch', 'cedar', 'elm', 'fir', 'hazel', 'ivy', 'juniper', 'larch', 'maple'].flatMap(
  (tree) => [`${tree} coffee`, `the ${tree}`],
);

/** Two hundred rules of all kinds, and rows with five words or more in each text, of which a quarter have a rule. */
const { lines: book } = parseBook(
  Array.from({ length: 200 }, (_, index) => {
    const text = `"${TWENTY[index % 20]} ${index}"`;
    const on = index % 3 === 0 ? ' out on "Everyday"' : '';
    return (
      [`file ${text} under Own words ${index}${on}`, `call ${text} Merchant ${index}${on}`][index % 2] ?? ''
    );
  }).join('\n'),
);

function rowsOf(count: number) {
  return Array.from({ length: count }, (_, index) =>
    transaction({
      name: `${TWENTY[index % 20]} ${index % 800} Main Street ${index}`,
      originalName: `SQ *${TWENTY[(index + 3) % 20]?.toUpperCase()} ${index} BRISTOL GB 0423 CARD ${index * 7}`,
    }),
  );
}

// The small one several times in a row: by itself it would be measured with what the fixed computation leaves in the caches.
it.each([
  { count: 500, most: 2, times: 20, warmUps: 60 },
  { count: 50_000, most: 150, times: 1, warmUps: 5 },
])('$count transactions have 200 rules applied within $most ms', async ({ count, most, times, warmUps }) => {
  expect(book).toHaveLength(200);
  const rows = rowsOf(count);
  const accounts = [account()];
  const changed = applyBook(book, rows, accounts);
  expect(changed.filter(({ told }) => told).length).toBeGreaterThan(count / 10);
  const work = () => {
    for (let time = 0; time < times; time++) applyBook([...book], rows, accounts);
  };
  expect((await referenceMs(work, { warmUps })) / times).toBeLessThan(most);
});

/** Rules and rows that have as much of each other as can be. */
const REPEATED = Array.from(
  { length: 50 },
  (_, index) =>
    `"${Array(index + 1)
      .fill('a')
      .join(' ')}"`,
);
const HOSTILE: readonly (readonly [string, readonly string[]])[] = [
  [
    'that all fit',
    REPEATED.flatMap((text) =>
      ['', ' in', ' out', ' on "Everyday"'].map((end) => `count ${text} as nothing${end}`),
    ),
  ],
  [
    'that nearly fit',
    Array.from({ length: 200 }, (_, index) => `count "${'a '.repeat(1 + (index % 48))}b${index}" as nothing`),
  ],
];

it.each(HOSTILE)('200 rules %s are applied to 1,998 long rows within 200 ms', async (_name, written) => {
  const { lines, problems } = parseBook(written.join('\n'));
  expect([lines.length, problems]).toEqual([200, []]);
  const rows = ['a ', 'a-', '\uff41 '].flatMap((piece) =>
    Array.from({ length: 666 }, () =>
      transaction({ name: 'a '.repeat(200), originalName: piece.repeat(2_000) }),
    ),
  );
  const accounts = [account()];
  expect(await referenceMs(() => applyBook([...lines], rows, accounts))).toBeLessThan(200);
});
