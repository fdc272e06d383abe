/** The page of banks: each connection with its state and its accounts, until when it lasts, and what can be done with it. */

import { setTimeout as wait } from 'node:timers/promises';
import type { Request, RequestHandler } from 'express';
import { type Lifetime, lifetimesFor } from '../../connections/lifetime.ts';
import { addDays } from '../../finance/days.ts';
import type { Format } from '../../finance/format.ts';
import type { Day } from '../../finance/model.ts';
import { type Frame, frameOf } from '../../page/frame.ts';
import { type UnreadableBanks, unreadableBanks } from '../../page/unreadable-banks.ts';
import type { PlaidErrorKind } from '../../plaid/errors.ts';
import type { Result, SharedAccount, SharedAccounts } from '../../plaid/gateway.ts';
import { formatList } from '../../reading/missing-banks.ts';
import type { LinkedBank } from '../../reading/reading.ts';
import { CONSENT_NOTICE_DAYS } from '../../sections/attention.ts';
import { type BankProblem, bankProblem, consentProblem } from '../../sections/bank-problems.ts';
import { connectedLine, connectedUntil } from '../../sections/connected-until.ts';
import type { Services } from '../../services.ts';
import { canChooseAccounts } from './choose-accounts.ts';
import { disconnectPath } from './disconnect-link.ts';

export interface BanksPage extends Frame {
  /** How many banks, and until when. */
  readonly summary: string;
  /** Those that need something of their owner first. */
  readonly banks: readonly BankRow[];
  readonly unreadable: UnreadableBanks | null;
  readonly lifetimes: readonly Lifetime[];
  /** Whether Plaid has a choice of accounts after linking in any of the operator's countries. */
  readonly canChooseAccounts: boolean;
}

interface BankRow {
  readonly id: string;
  readonly name: string;
  /** How many accounts, or what is wrong, in few words. */
  readonly state: string;
  /** Plaid does not know the connection any more. */
  readonly isGone: boolean;
  /** Null where it is well, or where Plaid has not answered. */
  readonly problem: BankProblem | null;
  readonly accounts: readonly Pick<SharedAccount, 'name' | 'mask'>[];
  /** In few words. */
  readonly until: string;
  /** To the minute. */
  readonly endsAt: string;
  readonly isSessionOnly: boolean;
  /** The other banks of the same visit to Plaid, which are kept longer together. */
  readonly together: string | null;
  /** Null where no link can end it. */
  readonly disconnectPath: string | null;
}

/** What is wrong, for a row that is not opened. */
const STATES: Readonly<Record<PlaidErrorKind, string>> = {
  'sign-in': 'Asks you to sign in again',
  'at-bank': 'Needs something on its own site',
  consent: 'Needs your permission again',
  'not-ready': 'Still preparing your history',
  'bank-down': 'Not answering at the moment',
  'plaid-down': 'Could not be reached just now',
  limited: 'Was asked too often',
  unsupported: 'Does not offer this',
  gone: 'No longer connected',
  relink: 'Has to be connected again',
  unlinkable: 'Cannot be read with this login',
  operator: 'Cannot be read: tell whoever runs this server',
  unexpected: 'A fault in this server',
};

/** Longer than Plaid takes for what it has at hand; what can be done with a bank does not depend on its answer. */
const STATE_TIMEOUT_MS = 5000;

/** GET /banks: one free call for each bank, which tells its accounts and its state. */
export function getBanks(services: Services): RequestHandler {
  const { gateway, config, views } = services;
  return async (req, res) => {
    const { banks, format, now } = req.context;
    const frame = frameOf(req, services, { title: 'Banks', current: '/banks', saysUnreadable: true });
    const calls = await req.context.plaidCalls();
    // Ended with the page: whatever still waits for a time limit holds the answers that it raced with.
    const timer = new AbortController();
    const tooLate = wait(STATE_TIMEOUT_MS, null, { ref: false, signal: timer.signal }).catch(() => null);
    const rows = await Promise.all(
      banks.map(async (bank) => {
        const asked = gateway.sharedAccounts(bank.connection.accessToken, calls);
        return bankRow(services, req, bank, await Promise.race([asked, tooLate]));
      }),
    );
    timer.abort();
    const connected = banks.filter((_, index) => !rows[index]?.isGone);
    res.send(
      views('pages/banks', {
        ...frame,
        summary:
          connected.length > 0
            ? connectedLine(connected, format, now).summary
            : 'No bank is connected any more',
        banks: rows.toSorted((a, b) => Number(b.problem !== null) - Number(a.problem !== null)),
        unreadable: unreadableBanks(req, services),
        lifetimes: lifetimesFor(config),
        canChooseAccounts: canChooseAccounts(config.countryCodes),
      }),
    );
  };
}

/** `shared` is null where Plaid has not answered in time. */
function bankRow(
  services: Services,
  { context }: Request,
  bank: LinkedBank,
  shared: Result<SharedAccounts> | null,
): BankRow {
  const { format, today, now, banks } = context;
  const { institutionName: name, userId } = bank.connection;
  const accounts = shared?.ok ? shared.value.accounts : [];
  const problem = shared && problemOf(shared, today, format);
  const others = banks
    .filter(({ id, connection }) => userId !== null && id !== bank.id && connection.userId === userId)
    .map(({ connection }) => connection.institutionName);
  return {
    id: bank.id,
    name,
    state: stateOf(shared, problem),
    isGone: problem?.kind === 'gone',
    problem,
    accounts: accounts.map(({ name, mask }) => ({ name, mask })),
    until: connectedUntil(bank, format, now),
    endsAt: format.time(bank.expiresAt),
    isSessionOnly: bank.isSessionOnly,
    together: others.length > 0 ? formatList(others) : null,
    disconnectPath: disconnectPath(services, bank.connection),
  };
}

/** What its owner has to know of the connection itself. */
function problemOf(shared: Result<SharedAccounts>, today: Day, format: Format): BankProblem | null {
  const error = shared.ok ? shared.value.error : shared.error;
  if (error) return error.kind === 'unsupported' ? null : bankProblem(error);
  const consentEnds = shared.ok ? shared.value.consentExpiresAt : null;
  if (!consentEnds || format.dayOf(consentEnds) > addDays(today, CONSENT_NOTICE_DAYS)) return null;
  return consentProblem(format.day(format.dayOf(consentEnds)));
}

/** How many accounts, or what is wrong, in few words. */
function stateOf(shared: Result<SharedAccounts> | null, problem: BankProblem | null): string {
  if (shared === null) return 'Plaid has not answered yet';
  if (!shared.ok) return STATES[shared.error.kind];
  const { error, accounts } = shared.value;
  if (error && problem) return STATES[error.kind];
  return problem ? 'Your permission ends soon' : countOf(accounts.length);
}

function countOf(count: number): string {
  if (count === 0) return 'No account is shared';
  return count === 1 ? '1 account' : `${count} accounts`;
}
