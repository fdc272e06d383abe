import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeCsv } from '../../../../src/features/transactions/exports/csv.ts';
import { transaction } from '../../../finance/samples.ts';
import { sourceOf, written } from './sample-source.ts';

const csvOf = async (...rows: Parameters<typeof transaction>[0][]) =>
  written(writeCsv, sourceOf([rows.map(transaction)]));

/** RFC 4180, written down once more to read it back. */
function parse(csv: string): string[][] {
  const cells = [...csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)];
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of cells) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (end === '\r\n') rows.push([]);
  }
  return rows.slice(0, -1);
}

describe('a CSV file', () => {
  it('has a mark for Excel, a line of headings and a line for each transaction', async () => {
    expect(await csvOf({ id: 't1' })).toBe(
      '\uFEFFdate,amount,currency,payee,original_text,category,account,bank,pending,id\r\n' +
        '2025-11-03,-12.40,USD,Blue Heron Coffee,SQ *BLUE HERON COFFEE 0423,Food and drink,Everyday ••1234,Fernhollow Bank,no,t1\r\n',
    );
  });

  it('says of each row whether it is pending, and leaves an account blank that it does not know', async () => {
    const [, pending, posted, ...others] = parse(
      await csvOf({ id: 't1', isPending: true }, { id: 't2', accountId: 'closed' }),
    );
    expect(pending?.slice(6)).toEqual(['Everyday ••1234', 'Fernhollow Bank', 'yes', 't1']);
    expect(posted).toEqual([
      ...['2025-11-03', '-12.40', 'USD', 'Blue Heron Coffee', 'SQ *BLUE HERON COFFEE 0423', 'Food and drink'],
      ...['', 'Fernhollow Bank', 'no', 't2'],
    ]);
    expect(others).toEqual([]);
  });

  it('leaves a text alone that only looks like a formula further on', async () => {
    expect(parse(await csvOf({ name: 'Home + Co = 1-@' }))[1]?.[3]).toBe('Home + Co = 1-@');
  });

  it('quotes what would break its columns', async () => {
    const csv = await csvOf({ name: 'Tom, "Dick" & Harry' });
    expect(csv).toContain(',"Tom, ""Dick"" & Harry",');
    expect(parse(csv)[1]?.[3]).toBe('Tom, "Dick" & Harry');
  });

  it.each([
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1+1',
    '\r=1+1',
    ' \n=1+1',
    '＝1+1',
    '=HYPERLINK("http://x","y")',
  ])('makes %j harmless in a text', async (text) => {
    const [, row] = parse(await csvOf({ name: text, originalName: text, id: text }));
    for (const cell of [row?.[3], row?.[4], row?.[9]]) expect(cell).toBe(`'${text.trim()}`);
  });

  it('leaves amounts numbers, exact in every currency', async () => {
    const csv = await csvOf(
      { amountMinor: -5 },
      { amountMinor: 123456789 },
      { amountMinor: -500, currency: 'JPY' },
      { amountMinor: 1500, currency: 'KWD' },
      { amountMinor: -1, currency: 'LUMI' },
    );
    const amounts = parse(csv)
      .slice(1)
      .map((row) => row[1]);
    expect(amounts).toEqual(['-0.05', '1234567.89', '-500', '1.500', '-0.00000001']);
  });

  it('stays ten columns and one line a row, whatever a bank writes', async () => {
    const text = fc.string({ unit: 'binary', maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ name: text, originalName: text, currency: text })),
        async (rows) => {
          const lines = parse(await csvOf(...rows.map((row) => ({ ...row, amountMinor: 0 }))));
          expect(lines).toHaveLength(rows.length + 1);
          for (const line of lines) {
            expect(line).toHaveLength(10);
            expect(line.filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
          }
        },
      ),
      { numRuns: 100 },
    );
  });
});
