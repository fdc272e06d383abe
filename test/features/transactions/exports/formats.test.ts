/** Exports as JSON and QIF, and by which media type each format goes out. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EXPORT_FORMATS } from '../../../../src/features/transactions/exports/formats.ts';
import type { Account } from '../../../../src/finance/model.ts';
import { transaction } from '../../../finance/samples.ts';
import { hostileText, sourceOf, written } from './sample-source.ts';

type Facts = Parameters<typeof transaction>[0];

/** The file of these rows, and of these accounts. */
const fileOf = (name: keyof typeof EXPORT_FORMATS, rows: Facts[], accounts?: Partial<Account>[]) =>
  written(EXPORT_FORMATS[name].write, sourceOf([rows.map(transaction)], accounts));

describe('the formats', () => {
  it('are these', () => {
    expect(Object.keys(EXPORT_FORMATS)).toEqual(['csv', 'json', 'ofx', 'qif']);
  });

  it.each([
    ['csv', 'text/csv; charset=utf-8; header=present', /^\uFEFFdate,amount,.*\r\n$/],
    ['json', 'application/json', /^\{.*\]\}\n$/s],
    ['ofx', 'application/x-ofx', /^<\?xml .*<\/OFX>\n$/s],
    ['qif', 'application/x-qif; charset=utf-8', /^!Account\n.*!Type:Bank\n$/s],
  ] as const)('%s has its media type, and a file without rows', async (name, mediaType, file) => {
    expect(EXPORT_FORMATS[name].mediaType).toBe(mediaType);
    expect(await fileOf(name, [])).toMatch(file);
  });
});

describe('a JSON file', () => {
  it('says its sign, its days and its banks, and lists the transactions', async () => {
    const pages = [[transaction({ id: 't1' })], [], [transaction({ id: 't2' })]];
    const { transactions, ...about } = JSON.parse(await written(EXPORT_FORMATS.json.write, sourceOf(pages)));
    expect(about).toEqual({
      sign: 'Money in is positive, money out is negative.',
      ...{ from: '2025-10-05', to: '2025-11-03', madeAt: '2025-11-03T14:05:09.000Z' },
      ...{ banks: ['Fernhollow Bank'], missingBanks: [] },
    });
    expect(transactions.map(({ id }: { id: string }) => id)).toEqual(['t1', 't2']);
    expect(transactions[0]).toEqual({
      ...{ id: 't1', date: '2025-11-03', amount: -12.4, currency: 'USD', isPending: false },
      ...{ payee: 'Blue Heron Coffee', originalText: 'SQ *BLUE HERON COFFEE 0423' },
      ...{ category: 'Food and drink', account: 'Everyday ••1234', bank: 'Fernhollow Bank' },
    });
  });

  it('has each transaction in a line of its own', async () => {
    const lines = (await fileOf('json', [{ id: 't1' }, { id: 't2' }])).split('\n');
    expect(lines.slice(1)).toEqual([
      expect.stringMatching(/^\{.*"t1".*\},$/),
      expect.stringMatching(/^\{.*"t2".*\}$/),
      ...[']}', ''],
    ]);
  });

  it('is whole without a single transaction, and with any text', async () => {
    expect(JSON.parse(await written(EXPORT_FORMATS.json.write, sourceOf([]))).transactions).toEqual([]);
    const name = '"\\ \u2028 </script> \uD800 \0';
    expect(JSON.parse(await fileOf('json', [{ name }])).transactions[0].payee).toBe(name);
  });

  it('gives back every text as the bank wrote it, a transaction a line', async () => {
    const text = hostileText('"\\\\{}[],:');
    const row = fc.record({ name: text, originalName: text, currency: text });
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 5 }), async (texts) => {
        const file = await fileOf(
          'json',
          texts.map((facts) => ({ ...facts, amountMinor: 0 })),
        );
        const { transactions } = JSON.parse(file);
        expect(
          transactions.map(({ payee, originalText, currency }: Record<string, string>) => ({
            ...{ name: payee, originalName: originalText, currency },
          })),
        ).toEqual(texts);
        expect(file.split('\n')).toHaveLength(texts.length + 3);
      }),
      { numRuns: 100 },
    );
  });
});

describe('a QIF file', () => {
  it('has a block for each account, with the sign explained in its description', async () => {
    const rows = [{}, { accountId: 'card', amountMinor: 500, name: 'Refund' }];
    const accounts = [{}, { id: 'card', name: 'Gold', type: 'credit', mask: null } as const];
    const sign = 'DUSD; money in is positive, money out is negative';
    const about = ['MSQ *BLUE HERON COFFEE 0423', 'LFood and drink', '^'];
    expect((await fileOf('qif', rows, accounts)).split('\n')).toEqual([
      ...['!Account', 'NFernhollow Bank Everyday 1234', 'TBank', sign, '^'],
      ...['!Type:Bank', 'D11/03/2025', 'T-12.40', 'PBlue Heron Coffee', ...about],
      ...['!Account', 'NFernhollow Bank Gold', 'TCCard', sign, '^'],
      ...['!Type:CCard', 'D11/03/2025', 'T5.00', 'PRefund', ...about],
      '',
    ]);
  });

  it.each([
    ['depository', 'Bank'],
    ['credit', 'CCard'],
    ['loan', 'Oth L'],
    ['investment', 'Oth A'],
    ['other', 'Oth A'],
  ] as const)('gives an account of the type %s the type %s', async (type, name) => {
    const lines = (await fileOf('qif', [], [{ type }])).split('\n');
    expect(lines).toEqual(expect.arrayContaining([`T${name}`, `!Type:${name}`]));
  });

  it('keeps each text in its own line, so that no bank can write records', async () => {
    const name = 'Shop\n^\nD01/01/2020\r\nT999.00';
    const file = await fileOf('qif', [{ name }], [{ name: 'A:B/C[D]^' }]);
    expect(file.match(/^\^$/gm)).toHaveLength(2);
    expect(file).toContain('PShop ^ D01/01/2020 T999.00\n');
    expect(file).toContain('NFernhollow Bank A B C D');
  });

  it('has as many records as rows, whatever a bank writes', async () => {
    const text = hostileText('^!DTPML:/|[]');
    const row = fc.record({ name: text, originalName: text, category: text });
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 5 }), text, text, async (texts, name, mask) => {
        const file = await fileOf('qif', texts, [{ name, mask }]);
        // The account is a record as well.
        expect(file.match(/^\^$/gm)).toHaveLength(texts.length + 1);
        expect(file.match(/^T-12\.40$/gm) ?? []).toHaveLength(texts.length);
        expect(file.match(/^!/gm)).toHaveLength(2);
        for (const line of file.trimEnd().split(/\r\n|[\n\r\v\f\x85\u2028\u2029]/)) {
          expect(line).toMatch(/^([!NTDPML].*|\^)$/);
        }
      }),
      { numRuns: 100 },
    );
  });
});
