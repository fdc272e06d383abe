/** How a visit to Link ends: from its pages, or in one step with banks that are chosen already. */
import { linkedItem } from './link-choice.ts';
import { type Link, type LinkSession, openSession } from './links.ts';
import type { PlaidSide } from './plaid-side.ts';
import { sessionFinished } from './webhooks/session-hook.ts';

/** One person's banks, of which every account is shared. */
interface ChosenBanks {
  readonly person: string;
  /** Institutions' ids. */
  readonly banks: readonly string[];
}

/** The couple of the demo with a bank of each kind: checking and savings, cards, investments, loans. */
export const COUPLES_BANKS: ChosenBanks = {
  person: 'couple',
  banks: ['ins_900001', 'ins_900002', 'ins_900003', 'ins_900004'],
};

/** More than any bank has; those that are not there count for nothing. */
const EVERY_ACCOUNT = Array.from({ length: 32 }, (_, position) => String(position));

/** Ends the open session; where the person goes then, null where the client has named no address. */
export function endSession(plaid: PlaidSide, link: Link, outcome: LinkSession['outcome']): string | null {
  const session = openSession(link, plaid.now());
  session.outcome = outcome;
  session.finishedAt = plaid.now();
  const { completionRedirectUri, webhook } = link.request;
  if (webhook !== null) {
    plaid.schedule.at(plaid.now(), () => plaid.webhooks.send(webhook, sessionFinished(link, session)));
  }
  return completionRedirectUri;
}

/** A whole visit in one step. Throws where a bank or person is not of this world. */
export function linkAtOnce(
  plaid: PlaidSide,
  linkToken: string,
  { person, banks }: ChosenBanks,
): string | null {
  const link = plaid.links.find(linkToken);
  const session = openSession(link, plaid.now());
  const chosen = banks.map((bank) => {
    const added = linkedItem({ bank, person, account: EVERY_ACCOUNT }, link, plaid);
    if (added === null || added === 'none ticked' || 'code' in added)
      throw new RangeError(`no ${bank} for ${person}`);
    return added;
  });
  session.added.push(...chosen);
  return endSession(plaid, link, 'done');
}
