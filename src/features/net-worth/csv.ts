/** What each account held at the end of each day, as a CSV file. */

import type { RequestHandler } from 'express';
import { ownFigureWords } from '../../finance/book/own-accounts.ts';
import { toDecimal } from '../../finance/money.ts';
import { monthsBack } from '../../finance/period.ts';
import { accountLabel } from '../../finance/transaction-row.ts';
import { BYTE_ORDER_MARK, csvLine, csvText } from '../../page/csv.ts';
import { knownFlows, knownHistory } from '../../reading/all-transactions.ts';
import { formatList } from '../../reading/missing-banks.ts';
import { startHistories } from '../../reading/reading.ts';
import { sendDownload } from '../../web/download.ts';
import { redirectWithNotice } from '../../web/session.ts';
import { type BankAccountPast, readBalanceHistory } from './balance-history.ts';
import { aboutOf, reasonOf } from './words.ts';

const HEADINGS = 'date,balance,currency,account,bank,note,id';
const MEDIA_TYPE = 'text/csv; charset=utf-8; header=present';

/** GET /net-worth.csv?months=12: the file, or back to the page with a sentence why there is none (decision 19). */
export const getNetWorthFile: RequestHandler = async (req, res) => {
  const { context, query } = req;
  const { range, months } = monthsBack(query, context.today);
  const refuse = (reason: string) =>
    redirectWithNotice(req, res, `/net-worth?months=${months}`, `No file was written${reason}`);
  if (context.preferences.isHidden) return refuse(', because amounts are hidden.');
  const options = context.readingOptions(range, await context.plaidCalls('file'));
  const without = new Set(String(query.without ?? '').split('.'));
  const wanted = options.linkedBanks.filter(({ id }) => !without.has(id));
  const known = await knownHistory(startHistories({ ...options, linkedBanks: wanted }));
  const unread = [...known.preparingBanks, ...known.lackingBanks, ...known.missingBanks];
  const names = options.linkedBanks.map(({ connection }) => connection.institutionName);
  if (wanted.length === 0) return refuse(`: ${formatList(names)} could not be read just now.`);
  if (unread.length > 0) return refuse(`: ${formatList(unread)} could not be read just now.`);
  if (known.cutBanks.length > 0) {
    return refuse(': Plaid limits calls per minute. Try again in a minute.');
  }
  const { pasts } = await readBalanceHistory(await knownFlows(known), range, context.book);
  const isPartial = wanted.length < options.linkedBanks.length;
  const fileName = `net-worth-${context.today}${isPartial ? '-partial' : ''}.csv`;
  await sendDownload(res, { fileName, mediaType: MEDIA_TYPE, pieces: piecesOf(pasts) });
};

/** Account by account. Its words are the same for everyone. */
async function* piecesOf(pasts: readonly BankAccountPast[]): AsyncGenerator<string> {
  yield `${BYTE_ORDER_MARK}${HEADINGS}\r\n`;
  for (const past of pasts) yield linesOf(past);
}

/**
 * Day and balance are ours; all else is text, and quoted. A balance that is not known is empty, and the note says why; of a
 * figure of the person's own it says so.
 */
function linesOf(past: BankAccountPast): string {
  const { account, bank, days } = past;
  const iso = { day: (day: string) => day };
  const [reason, about] = [reasonOf(past, iso) ?? '', aboutOf(past) ?? ownFigureWords(account, iso) ?? ''];
  return days
    .slice(1)
    .map(({ date, balanceMinor }) => {
      const balance = balanceMinor === null ? '' : toDecimal(balanceMinor, account.currency);
      const texts = [
        account.currency,
        accountLabel(account),
        bank,
        balanceMinor === null ? reason : about,
        account.id,
      ];
      return csvLine([date, balance, ...texts.map(csvText)]);
    })
    .join('');
}
