import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeCsv } from '../../../../src/features/transactions/exports/csv.ts';
import { transaction } from '../../../finance/samples.ts';
import { formulasIn, readCells } from '../../../support/spreadsheet.ts';
import { hostileText, sourceOf, written } from './sample-source.ts';

const csvOf = (...rows: Parameters<typeof transaction>[0][]) =>
  written(writeCsv, sourceOf([rows.map(transaction)]));

describe('a CSV file', () => {
  it('has a byte order mark for Excel, a line of headings and a line for each transaction', async () => {
    expect(await csvOf({ id: 't1' })).toBe(
      '\uFEFFdate,amount,currency,payee,original_text,category,account,bank,pending,id\r\n' +
        '2025-11-03,-12.40,"USD","Blue Heron Coffee","SQ *BLUE HERON COFFEE 0423","Food and drink","Everyday ••1234","Fernhollow Bank","no","t1"\r\n',
    );
  });

  it('says of each row whether it is pending, and leaves an unknown account blank', async () => {
    const rows = await csvOf({ id: 't1', isPending: true }, { id: 't2', accountId: 'closed' });
    const [, pending, posted, ...others] = readCells(rows);
    expect(pending?.slice(6)).toEqual(['Everyday ••1234', 'Fernhollow Bank', 'yes', 't1']);
    expect(posted).toEqual([
      ...['2025-11-03', '-12.40', 'USD', 'Blue Heron Coffee', 'SQ *BLUE HERON COFFEE 0423', 'Food and drink'],
      ...['', 'Fernhollow Bank', 'no', 't2'],
    ]);
    expect(others).toEqual([]);
  });

  it('leaves a text alone that only looks like a formula further on', async () => {
    expect(readCells(await csvOf({ name: 'Home + Co = 1-@' }))[1]?.[3]).toBe('Home + Co = 1-@');
  });

  it('quotes what would break its columns', async () => {
    const csv = await csvOf({ name: 'Tom, "Dick" & Harry' });
    expect(csv).toContain(',"Tom, ""Dick"" & Harry",');
    expect(readCells(csv)[1]?.[3]).toBe('Tom, "Dick" & Harry');
  });

  it.each([
    ...['=1+1', '+1', '-1', '@SUM(A1)', '\t=1+1', '\r=1+1', ' \n=1+1', '＝1+1', '=HYPERLINK("http://x","y")'],
  ])('makes %j harmless in a text', async (text) => {
    const [, row] = readCells(await csvOf({ name: text, originalName: text, id: text }));
    for (const cell of [row?.[3], row?.[4], row?.[9]]) expect(cell).toBe(`'${text.trim()}`);
  });

  it.each([
    ['Café;=cmd|calc!A0;x', "Café;'=cmd|calc!A0;x"],
    ['Café, =1', "Café, '=1"],
    ['Café|@SUM(A1)', "Café|'@SUM(A1)"],
    ['Café;"=1"', 'Café;"\'=1"'],
    ['Café;\u200b＝1', "Café;\u200b'＝1"],
    ['"-1', '"\'-1'],
  ])('makes %j harmless for a spreadsheet that is set to another separator', async (text, harmless) => {
    const csv = await csvOf({ name: text, originalName: text, id: text });
    const [, row] = readCells(csv);
    for (const cell of [row?.[3], row?.[4], row?.[9]]) expect(cell).toBe(harmless);
    expect(formulasIn(csv)).toEqual([]);
  });

  it('has no cell that begins a formula, whatever a bank writes and whichever separator is set', async () => {
    const signs = [...',;|\t"\'=+-@＝＋－＠ \r\n\0\u200b\u2028\uFEFFa1'];
    const text = fc.string({ unit: fc.constantFrom(...signs), maxLength: 12 });
    const row = fc.record({ name: text, originalName: text, currency: text, id: text, category: text });
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { minLength: 1, maxLength: 3 }),
        text,
        text,
        async (rows, bank, name) => {
          const source = sourceOf(
            [rows.map((one) => transaction({ ...one, amountMinor: -1240 }))],
            [{ name }],
          );
          const banks = source.banks.map((one) => ({ ...one, name: bank }));
          expect(formulasIn(await written(writeCsv, { ...source, banks }))).toEqual([]);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('leaves amounts numbers, exact in every currency', async () => {
    const csv = await csvOf(
      { amountMinor: -5 },
      { amountMinor: 123456789 },
      { amountMinor: -500, currency: 'JPY' },
      { amountMinor: 1500, currency: 'KWD' },
      { amountMinor: -1, currency: 'LUMI' },
    );
    const [, ...rows] = readCells(csv);
    expect(rows.map((row) => row[1])).toEqual(['-0.05', '1234567.89', '-500', '1.500', '-0.00000001']);
  });

  it('stays ten columns and one line a row, whatever a bank writes', async () => {
    const text = hostileText('",\'');
    const anyRows = fc.array(fc.record({ name: text, originalName: text, currency: text }), { maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(anyRows, async (rows) => {
        const lines = readCells(await csvOf(...rows.map((row) => ({ ...row, amountMinor: 0 }))));
        expect(lines).toHaveLength(rows.length + 1);
        for (const line of lines) expect(line).toHaveLength(10);
      }),
      { numRuns: 100 },
    );
  });
});

describe('a CSV file of a person with a book', () => {
  const told = { name: 'SQ *BLUEBIRD', merchantId: null, ...bothCategories('FOOD_AND_DRINK') };
  const withBook = (...rows: Parameters<typeof transaction>[0][]) =>
    written(writeCsv, sourceOf([rows.map(transaction)], [{}], true));

  it('has what it counts as and what was told at the end of each line', async () => {
    const renamed = {
      told,
      name: 'Bluebird Café',
      ...bothCategories('Treats'),
      countsAs: 'nothing',
    } as const;
    const [headings, first, second] = readCells(await withBook(renamed, {}));
    expect(headings?.slice(9)).toEqual(['id', 'counts_as', 'told_payee', 'told_category', 'told_counts_as']);
    expect(first?.[3]).toBe('Bluebird Café');
    expect(first?.[5]).toBe('Treats');
    expect(first?.slice(10)).toEqual(['nothing', 'SQ *BLUEBIRD', 'Food and drink', 'spending']);
    expect(second?.slice(10)).toEqual(['spending', 'Blue Heron Coffee', 'Food and drink', 'spending']);
  });

  it('is harmless whatever the book and the bank say', async () => {
    const text = hostileText('=+-@",;|\t');
    const row = fc.record({ name: text, category: text, toldName: text });
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 5 }), async (texts) => {
        const file = await withBook(
          ...texts.map(({ toldName, name, category }) => ({
            ...{ name, category, detailedCategory: category, told: { ...told, name: toldName } },
          })),
        );
        expect(formulasIn(file)).toEqual([]);
        expect(readCells(file).map(({ length }) => length)).toEqual(Array(texts.length + 1).fill(14));
      }),
      { numRuns: 200 },
    );
  });
});

function bothCategories(category: string) {
  return { category, detailedCategory: category };
}
