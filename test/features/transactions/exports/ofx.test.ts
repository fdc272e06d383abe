import { load } from 'cheerio';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ofxStatement, writeOfx } from '../../../../src/features/transactions/exports/ofx.ts';
import type { Account } from '../../../../src/finance/model.ts';
import { account, transaction } from '../../../finance/samples.ts';
import { hostileText, sourceOf, written } from './sample-source.ts';

const ofxOf = async (...parts: Parameters<typeof sourceOf>) => {
  const text = await written(writeOfx, sourceOf(...parts));
  return { text, xml: load(text, { xml: true }) };
};

describe('an OFX file', () => {
  it('without an account is the empty document of version 2', async () => {
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

  it('has cards in their own message set, after the banks', async () => {
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

  it('has the available balance where the bank gives no other', async () => {
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

  it('escapes and shortens any text, and splits no character', async () => {
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
    const text = hostileText('<>&;/!?[]\'"');
    const row = fc.record({ name: text, originalName: text, id: text });
    const names = (file: Awaited<ReturnType<typeof ofxOf>>) =>
      new Set(
        file
          .xml('*')
          .toArray()
          .map((element) => file.xml(element).prop('tagName')),
      );
    const known = names(await ofxOf([[transaction()]]));
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 5 }), text, text, async (texts, id, mask) => {
        const rows = texts.map((facts) => transaction({ ...facts, accountId: id }));
        const file = await ofxOf([rows], [{ id, mask }]);
        expect([...names(file)].filter((name) => !known.has(name))).toEqual([]);
        expect(file.xml('STMTRS, CCSTMTRS')).toHaveLength(1);
        expect(file.xml('STMTTRN')).toHaveLength(texts.length);
        for (const element of file.xml('STMTTRN > NAME').toArray()) {
          expect([...file.xml(element).text()].length).toBeLessThanOrEqual(32);
          expect(file.xml(element).text()).not.toBe('');
        }
        // Characters that XML 1.0 does not allow.
        // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
        expect(file.text).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/);
      }),
      { numRuns: 100 },
    );
  });
});

type Facts = Partial<Account> & { institutionId?: string | null };

async function statementOf({ institutionId = 'ins_900001', ...facts }: Facts, amounts: number[] = []) {
  const pieces = ofxStatement({
    account: account(facts),
    institutionId,
    range: { from: '2025-10-05', to: '2025-11-03' },
    madeAt: new Date('2025-11-03T14:05:09Z'),
    async *rows() {
      yield amounts.map((amountMinor, index) => transaction({ id: `t${index}`, amountMinor }));
    },
  });
  let statement = '';
  for await (const piece of pieces) statement += piece;
  return statement;
}

const purchase = (id: string) =>
  [
    '<STMTTRN>',
    '<TRNTYPE>DEBIT</TRNTYPE>',
    '<DTPOSTED>20251103120000[0:GMT]</DTPOSTED>',
    '<TRNAMT>-12.40</TRNAMT>',
    `<FITID>${id}</FITID>`,
    '<NAME>Blue Heron Coffee</NAME>',
    '<MEMO>SQ *BLUE HERON COFFEE 0423</MEMO>',
    '</STMTTRN>',
  ].join('\n');

const list = (...rows: string[]) =>
  [
    '<BANKTRANLIST>',
    '<DTSTART>20251005120000[0:GMT]</DTSTART>',
    '<DTEND>20251103120000[0:GMT]</DTEND>',
    ...rows,
    '</BANKTRANLIST>',
  ].join('\n');

const ANSWERED = '<TRNUID>0</TRNUID>\n<STATUS>\n<CODE>0</CODE>\n<SEVERITY>INFO</SEVERITY>\n</STATUS>';

describe('a statement of OFX', () => {
  it('of a bank account has its days, its rows and its balance', async () => {
    expect(await statementOf({}, [-1240, -1240])).toBe(`<STMTTRNRS>
${ANSWERED}
<STMTRS>
<CURDEF>USD</CURDEF>
<BANKACCTFROM>
<BANKID>900001</BANKID>
<ACCTID>1234-checking</ACCTID>
<ACCTTYPE>CHECKING</ACCTTYPE>
</BANKACCTFROM>
${list(purchase('t0'), purchase('t1'))}
<LEDGERBAL>
<BALAMT>100.00</BALAMT>
<DTASOF>20251103140509[0:GMT]</DTASOF>
</LEDGERBAL>
</STMTRS>
</STMTTRNRS>
`);
  });

  it('of a card has neither bank nor type, nor a balance that is unknown', async () => {
    expect(await statementOf({ id: 'card', type: 'credit', balanceMinor: null })).toBe(`<CCSTMTTRNRS>
${ANSWERED}
<CCSTMTRS>
<CURDEF>USD</CURDEF>
<CCACCTFROM>
<ACCTID>1234-card</ACCTID>
</CCACCTFROM>
${list()}
</CCSTMTRS>
</CCSTMTTRNRS>
`);
  });

  it.each<[Facts, string]>([
    [{ subtype: 'checking' }, 'CHECKING'],
    [{ subtype: null }, 'CHECKING'],
    [{ subtype: 'savings' }, 'SAVINGS'],
    [{ subtype: 'money market' }, 'MONEYMRKT'],
    [{ type: 'investment', subtype: 'brokerage' }, 'MONEYMRKT'],
    [{ type: 'loan', subtype: 'mortgage' }, 'CREDITLINE'],
    [{ type: 'other', subtype: 'other' }, 'CHECKING'],
  ])('of %o has the account type %s', async (facts, type) => {
    expect(await statementOf(facts)).toContain(`<ACCTTYPE>${type}</ACCTTYPE>`);
  });

  it('of a bank without a number has the number zero', async () => {
    expect(await statementOf({ institutionId: null })).toContain('<BANKID>0</BANKID>');
  });

  it.each([
    [-1, 'DEBIT'],
    [0, 'CREDIT'],
    [1, 'CREDIT'],
  ])('gives an amount of %d the type %s', async (amountMinor, type) => {
    expect(await statementOf({}, [amountMinor])).toContain(`<TRNTYPE>${type}</TRNTYPE>`);
  });
});
