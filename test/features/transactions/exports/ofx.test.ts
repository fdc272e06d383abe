import { load } from 'cheerio';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeOfx } from '../../../../src/features/transactions/exports/ofx.ts';
import { transaction } from '../../../finance/samples.ts';
import { sourceOf, written } from './sample-source.ts';

const ofxOf = async (...parts: Parameters<typeof sourceOf>) => {
  const text = await written(writeOfx, sourceOf(...parts));
  return { text, xml: load(text, { xml: true }) };
};

describe('an OFX file', () => {
  it('without an account is the frame that version 2 asks for', async () => {
    const { text } = await ofxOf([], []);
    expect(text.split('\n')).toEqual([
      '<?xml version="1.0" encoding="UTF-8" standalone="no"?>',
      '<?OFX OFXHEADER="200" VERSION="211" SECURITY="NONE" OLDFILEUID="NONE" NEWFILEUID="NONE"?>',
      '<OFX>',
      '<SIGNONMSGSRSV1>',
      '<SONRS>',
      '<STATUS>',
      '<CODE>0</CODE>',
      '<SEVERITY>INFO</SEVERITY>',
      '</STATUS>',
      '<DTSERVER>20251103140509[0:GMT]</DTSERVER>',
      '<LANGUAGE>ENG</LANGUAGE>',
      '</SONRS>',
      '</SIGNONMSGSRSV1>',
      '</OFX>',
      '',
    ]);
  });

  it('puts cards into their own message set, after the banks', async () => {
    const accounts = [
      { id: 'card-0123456789-0123456789', type: 'credit', balanceMinor: -250_00 },
      { id: 'save', subtype: 'savings', mask: null, balanceMinor: null, currency: 'LUMI' },
    ] as const;
    const { xml } = await ofxOf(
      [[transaction({ accountId: 'save', amountMinor: 7, currency: 'LUMI' })]],
      [...accounts],
    );
    expect(
      xml('OFX')
        .children()
        .toArray()
        .map(({ name }) => name),
    ).toEqual(['SIGNONMSGSRSV1', 'BANKMSGSRSV1', 'CREDITCARDMSGSRSV1']);
    expect(xml('CREDITCARDMSGSRSV1 CCACCTFROM ACCTID').text()).toBe('1234-card-0123456789-0');
    expect(xml('CCSTMTRS LEDGERBAL BALAMT').text()).toBe('-250.00');
    expect(xml('BANKMSGSRSV1 BANKACCTFROM').text().trim().split('\n')).toEqual(['900001', 'save', 'SAVINGS']);
    expect(xml('STMTRS CURDEF').text()).toBe('XXX');
    expect(xml('STMTRS TRNAMT').text()).toBe('0.00000007');
    expect(xml('STMTRS LEDGERBAL')).toHaveLength(0);
  });

  it('tells what is available where the bank tells no balance', async () => {
    const { xml } = await ofxOf(
      [],
      [{ balanceMinor: null, availableMinor: 80_00 }, { availableMinor: 80_00 }],
    );
    const balances = xml('STMTRS > *:last-child').toArray();
    expect(balances.map((one) => [xml(one).prop('tagName'), xml(one).find('BALAMT').text()])).toEqual([
      ['AVAILBAL', '80.00'],
      ['LEDGERBAL', '100.00'],
    ]);
  });

  it('escapes and shortens any text, never through a character', async () => {
    const name = `<b>&amp;\0${'🦊'.repeat(40)}`;
    const { xml, text } = await ofxOf([
      [
        transaction({ name, originalName: '\n' }),
        transaction({ name: '\t' }),
        transaction({ name: `${'a'.repeat(31)} shop` }),
      ],
    ]);
    const names = xml('NAME')
      .toArray()
      .map((element) => xml(element).text());
    expect(names).toEqual([`<b>&amp; ${'🦊'.repeat(23)}`, 'Unnamed', 'a'.repeat(31)]);
    expect(xml('MEMO')).toHaveLength(2);
    expect(text).not.toContain('<b>');
  });

  it('has as many transactions as rows, each with a short name, whatever a bank writes', async () => {
    const text = fc.string({ unit: 'binary', maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.record({ name: text, originalName: text })), async (texts) => {
        const file = await ofxOf([texts.map((row) => transaction(row))]);
        expect(file.xml('STMTTRN')).toHaveLength(texts.length);
        for (const element of file.xml('STMTTRN > NAME').toArray()) {
          expect([...file.xml(element).text()].length).toBeLessThanOrEqual(32);
          expect(file.xml(element).text()).not.toBe('');
        }
        // What XML 1.0 has no place for.
        // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
        expect(file.text).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/);
      }),
      { numRuns: 100 },
    );
  });
});
