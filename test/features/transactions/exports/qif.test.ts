import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeQif } from '../../../../src/features/transactions/exports/qif.ts';
import { transaction } from '../../../finance/samples.ts';
import { sourceOf, written } from './sample-source.ts';

describe('a QIF file', () => {
  it('has a block for each account, with the sign told in its description', async () => {
    const rows = [transaction(), transaction({ accountId: 'card', amountMinor: 500, name: 'Refund' })];
    const accounts = [{}, { id: 'card', name: 'Gold', type: 'credit', mask: null } as const];
    expect(await written(writeQif, sourceOf([rows], accounts))).toBe(
      [
        '!Account',
        'NFernhollow Bank Everyday 1234',
        'TBank',
        'DUSD; money in is positive, money out is negative',
        '^',
        '!Type:Bank',
        'D11/03/2025',
        'T-12.40',
        'PBlue Heron Coffee',
        'MSQ *BLUE HERON COFFEE 0423',
        'LFood and drink',
        '^',
        '!Account',
        'NFernhollow Bank Gold',
        'TCCard',
        'DUSD; money in is positive, money out is negative',
        '^',
        '!Type:CCard',
        'D11/03/2025',
        'T5.00',
        'PRefund',
        'MSQ *BLUE HERON COFFEE 0423',
        'LFood and drink',
        '^',
        '',
      ].join('\n'),
    );
  });

  it.each([
    ['depository', 'Bank'],
    ['credit', 'CCard'],
    ['loan', 'Oth L'],
    ['investment', 'Oth A'],
    ['other', 'Oth A'],
  ] as const)('calls an account of the type %s as QIF does', async (type, name) => {
    const lines = (await written(writeQif, sourceOf([], [{ type }]))).split('\n');
    expect(lines).toEqual(expect.arrayContaining([`T${name}`, `!Type:${name}`]));
  });

  it('keeps each text in its own line, so that no bank can write records', async () => {
    const name = 'Shop\n^\nD01/01/2020\r\nT999.00';
    const file = await written(writeQif, sourceOf([[transaction({ name })]], [{ name: 'A:B/C[D]^' }]));
    expect(file.match(/^\^$/gm)).toHaveLength(2);
    expect(file).toContain('PShop ^ D01/01/2020 T999.00\n');
    expect(file).toContain('NFernhollow Bank A B C D');
  });

  it('has as many records as rows, whatever a bank writes', async () => {
    const text = fc.string({ unit: 'binary', maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.record({ name: text, originalName: text })), async (texts) => {
        const file = await written(writeQif, sourceOf([texts.map((row) => transaction(row))]));
        // The account is a record as well.
        expect(file.match(/^\^$/gm)).toHaveLength(texts.length + 1);
        expect(file.match(/^T-12\.40$/gm) ?? []).toHaveLength(texts.length);
        for (const line of file.trimEnd().split('\n')) expect(line).toMatch(/^([!NTDPML].*|\^)$/);
      }),
      { numRuns: 100 },
    );
  });
});
