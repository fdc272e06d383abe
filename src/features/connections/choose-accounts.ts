/** Choosing anew which accounts of a bank are shared: Link's update mode, after which the Item is the same one. */

import type { RequestHandler } from 'express';
import type { Config } from '../../config/config.ts';
import { bankFromParams } from '../../page/request-context.ts';
import { sendToPlaid } from '../../page/to-plaid.ts';
import type { PlaidCallOptions } from '../../plaid/gateway.ts';
import type { Services } from '../../services.ts';
import { redirectWithNotice } from '../../web/session.ts';
import { digestsOf } from './duplicates.ts';
import { refusalSentence } from './refusals.ts';
import { learnAccounts } from './renew-accounts.ts';

/** Where update mode has a choice of accounts (plaid.com/docs/link/update-mode, `account_selection_enabled`). */
const COUNTRIES_WITH_CHOICE = ['US', 'CA'];
const PAGE = '/banks';

/** Whether a bank of one of these countries lets its accounts be chosen later. */
export function canChooseAccounts(countryCodes: readonly string[]): boolean {
  return countryCodes.some((code) => COUNTRIES_WITH_CHOICE.includes(code));
}

/** Whether every bank does that can be connected here. */
export function hasChoiceEverywhere({ countryCodes }: Pick<Config, 'countryCodes'>): boolean {
  return countryCodes.every((code) => COUNTRIES_WITH_CHOICE.includes(code));
}

/** POST /banks/:id/accounts: sends the person to Plaid. */
export function postAccounts(services: Services): RequestHandler {
  const { gateway } = services;
  return async (req, res) => {
    const { id, connection } = bankFromParams(req);
    const { accessToken, institutionId, institutionName: name } = connection;
    const { durableCalls } = req.context;
    if (!(await hasChoice(services, institutionId, durableCalls))) {
      const sentence = `At a bank in the UK or the EU, such as ${name}, Plaid does not let you choose accounts again. To share others, disconnect it and connect it again.`;
      return redirectWithNotice(req, res, PAGE, sentence);
    }
    const returnUrl = `${req.context.origin}/banks/${id}/accounts`;
    const visit = await gateway.startUpdate({ accessToken, returnUrl }, durableCalls);
    if (visit.ok) return sendToPlaid(services, req, res, visit.value.url);
    const outcome = `the choice of accounts for ${name} could not be opened`;
    redirectWithNotice(req, res, PAGE, refusalSentence(visit.error, outcome));
  };
}

/** GET /banks/:id/accounts: the way back. It proves nothing, so the Item itself is asked what it shares. */
export function getAccounts({ gateway, transactionCache }: Services): RequestHandler {
  return async (req, res) => {
    const bank = bankFromParams(req);
    const { connection } = bank;
    const name = connection.institutionName;
    const [shared] = await Promise.all([
      gateway.sharedAccounts(connection.accessToken, req.context.durableCalls),
      transactionCache.remove([connection.itemId]),
    ]);
    if (!shared.ok) {
      const outcome = `it is not known which accounts ${name} shares now`;
      return redirectWithNotice(req, res, PAGE, refusalSentence(shared.error, outcome));
    }
    const { accounts } = shared.value;
    learnAccounts(req, bank, accounts);
    const count = accounts.length === 1 ? 'one account' : `${accounts.length} accounts`;
    // Plaid fetches their history as it does after linking (Plaid, /docs/transactions/webhooks).
    const hasNew = digestsOf(accounts).some((digest) => !connection.accountDigests?.includes(digest));
    const wait = hasNew ? ' The transactions of new ones can take a minute to arrive.' : '';
    redirectWithNotice(req, res, PAGE, `${name} shares ${count} here now.${wait}`);
  };
}

/** Asked of Plaid only where the operator's countries leave it open. */
async function hasChoice(
  { config, gateway }: Services,
  institutionId: string | null,
  callOptions: PlaidCallOptions,
): Promise<boolean> {
  if (!canChooseAccounts(config.countryCodes)) return false;
  if (institutionId === null || hasChoiceEverywhere(config)) return true;
  const countries = await gateway.institutionCountries(institutionId, callOptions);
  return !countries.ok || canChooseAccounts(countries.value);
}
