/** The transactions of the current view as a file, straight from the banks. */

import type { RequestHandler } from 'express';
import { ownCategories } from '../../../finance/book/apply.ts';
import { filterFaults, parseFilter, rangeOf, toQuery } from '../../../finance/filter.ts';
import { PlaidError } from '../../../plaid/errors.ts';
import { formatList } from '../../../reading/missing-banks.ts';
import { sendDownload } from '../../../web/download.ts';
import { redirectWithNotice } from '../../../web/session.ts';
import { faultSentence } from '../filter-form.ts';
import { EXPORT_FORMATS, type FormatName } from './formats.ts';
import { openExport } from './read-export.ts';

/** GET /transactions.csv and its like: the file, or back to the page with a sentence why there is none. */
export function getTransactionsFile(name: FormatName): RequestHandler {
  const { mediaType, write } = EXPORT_FORMATS[name];
  return async (req, res) => {
    const filter = parseFilter(req.query, ownCategories(req.context.book));
    const refuse = (reason: string) =>
      redirectWithNotice(req, res, `/transactions?${toQuery(filter)}`, reason);
    if (req.context.preferences.isHidden) {
      return refuse('No file was written, because amounts are hidden.');
    }
    const [fault] = filterFaults(req.query);
    if (fault) return refuse(`No file was written. ${faultSentence(fault)}`);
    const { context } = req;
    const range = rangeOf(filter, context.today);
    const callOptions = await context.plaidCalls('file');
    const without = new Set(String(req.query.without ?? '').split('.'));
    const options = { ...context.readingOptions(range, callOptions), filter, without };
    const { source, unread } = await openExport(options);
    const missing = [...source.missingBanks, ...unread.map(({ name }) => name)];
    if (unread.some(({ error }) => error.kind === 'limited')) {
      return refuse('No file was written: Plaid limits calls per minute. Try again in a minute.');
    }
    if (unread.length > 0 || source.banks.length === 0) {
      return refuse(`No file was written: ${formatList(missing)} could not be read just now.`);
    }
    const isPartial = missing.length > 0;
    const fileName = `transactions-${context.today}${isPartial ? '-partial' : ''}.${name}`;
    try {
      await sendDownload(res, { fileName, mediaType, pieces: write(source) });
    } catch (error) {
      // A bank's failure is in the log already, and the reader has seen the download fail.
      if (!(error instanceof PlaidError)) throw error;
    }
  };
}
