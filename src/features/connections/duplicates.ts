/**
 * What becomes of a new Item beside those that the browser holds, decided before its public token is exchanged: an Item
 * that nobody exchanges is never billed (plaid.com/docs/link/duplicate-items).
 */

import type { Request } from 'express';
import { MOST_DIGESTS } from '../../connections/connection.ts';
import { type AccountMarks, type Overlap, overlapOf } from '../../plaid/account-overlap.ts';
import type { PlaidError, PlaidErrorKind } from '../../plaid/errors.ts';
import type { Gateway, LinkResult } from '../../plaid/gateway.ts';

export type NewItem = LinkResult['newItems'][number];

/** An Item that is here already. */
export interface KnownItem {
  readonly institutionId: string | null;
  readonly accounts: readonly AccountMarks[];
  /** Whether it goes on as it is: its owner need not do anything. */
  readonly isWell: boolean;
  /** The id of its bank in this browser; null for one of the same visit. */
  readonly bankId: string | null;
}

/**
 * `new`: none of its accounts is here. `duplicate`: all of them are. `repeated`: all of them come with another Item of this
 * visit. `overlapping`: some are here, and both Items go on. `replacing`: it takes the place of those banks, unless they
 * turn out to be needed. `unknown`: only its balances can tell, which come after the exchange.
 */
export type Fate =
  | { readonly is: 'new' | 'duplicate' | 'repeated' | 'overlapping' | 'unknown' }
  | { readonly is: 'replacing'; readonly bankIds: readonly string[] };

/** A new Item with its fate. */
export interface JudgedItem {
  readonly item: NewItem;
  readonly fate: Fate;
}

interface OneLoginBank {
  readonly name: RegExp;
  readonly ids: readonly string[];
  /** Both Items go on where they share the very same accounts. */
  readonly unlessSame?: boolean;
}

/**
 * Banks at which a second login ends the first Item, which is then to be removed (plaid.com/docs/link/duplicate-items; of
 * Chase support.plaid.com/hc/en-us/articles/25835578989847). The ids of Chase and PNC are those of Plaid's OpenAPI
 * document; a name counts as well, since a bank can have several.
 */
const ONE_LOGIN_BANKS: readonly OneLoginBank[] = [
  { name: /^Chase\b/, ids: ['ins_56'], unlessSame: true },
  { name: /^PNC\b/, ids: ['ins_13'] },
  { name: /^Navy Federal\b/, ids: ['ins_15'] },
  { name: /^(Charles )?Schwab\b/, ids: ['ins_11'] },
];

/** What is over with until the person does something: signing in again here, or linking anew. */
const NOT_WELL: readonly PlaidErrorKind[] = ['sign-in', 'at-bank', 'consent', 'gone', 'relink', 'unlinkable'];

/** Whether an Item of which Plaid tells this goes on without its owner. */
export function goesOn(error: PlaidError | null): boolean {
  return error === null || !NOT_WELL.includes(error.kind);
}

/**
 * The Items of this browser that could be the same as new ones, with the accounts that each shares. One that does not tell
 * is known by its cookie's digests. What this very visit brought, in another tab, is no other Item.
 */
export function readKnownItems(
  gateway: Gateway,
  { context: { banks, durableCalls } }: Request,
  { newItems, visitUserId }: { newItems: readonly NewItem[]; visitUserId: string | null },
): Promise<KnownItem[]> {
  const ofSameBanks = banks.filter(
    ({ connection }) =>
      newItems.some((item) => isOfOneBank(item, connection)) &&
      (connection.userId === null || connection.userId !== visitUserId),
  );
  return Promise.all(
    ofSameBanks.map(async ({ id, connection }): Promise<KnownItem> => {
      const { accessToken, institutionId, accountDigests = [] } = connection;
      const shared = await gateway.sharedAccounts(accessToken, durableCalls);
      const error = shared.ok ? shared.value.error : shared.error;
      const remembered = accountDigests.map((digest) => ({ digest, hasMask: true, persistentId: null }));
      return {
        institutionId,
        bankId: id,
        accounts: shared.ok ? shared.value.accounts : remembered,
        isWell: goesOn(error),
      };
    }),
  );
}

/** Each new Item with its fate, beside those that are known and beside the others of the same visit, oldest first. */
export function judgeNewItems(newItems: readonly NewItem[], known: readonly KnownItem[]): JudgedItem[] {
  return newItems.map((item, index) => {
    const earlier = newItems.slice(0, index).filter((other) => isOfOneBank(other, item));
    const later = newItems.slice(index + 1).filter((other) => isOfOneBank(other, item));
    const isCovered =
      later.some((other) => isCoveredByLater(item, other)) ||
      earlier.some((other) => overlapWith(item, other) === 'fewer' && !endsTheFirst(item, 'fewer'));
    if (isCovered) return { item, fate: { is: 'repeated' } };
    const fate = fateOf(item, known);
    if (fate.is !== 'new') return { item, fate };
    const isUnclear = [...earlier, ...later].some((other) => overlapWith(item, other) === 'unknown');
    const isTwice = earlier.some(
      (other) => ['some', 'fewer'].includes(overlapWith(item, other)) && !isCoveredByLater(other, item),
    );
    return { item, fate: { is: isUnclear ? 'unknown' : isTwice ? 'overlapping' : 'new' } };
  });
}

/** The fate of one new Item beside those that are known. */
export function fateOf(item: NewItem, known: readonly KnownItem[]): Fate {
  const beside = known
    .filter((other) => isOfOneBank(item, other))
    .map((other) => ({ bankId: other.bankId, is: fateBeside(item, other) }));
  const bankIds = beside.flatMap(({ is, bankId }) => (is === 'replacing' && bankId !== null ? [bankId] : []));
  const has = (fate: Fate['is']) => beside.some(({ is }) => is === fate);
  if (has('duplicate')) {
    const isHere = beside.some(({ is, bankId }) => is === 'duplicate' && bankId !== null);
    return { is: isHere ? 'duplicate' : 'repeated' };
  }
  if (has('unknown')) return { is: 'unknown' };
  if (bankIds.length > 0) return { is: 'replacing', bankIds };
  return { is: has('overlapping') ? 'overlapping' : 'new' };
}

/** What a cookie remembers of these accounts; one without a mask could be anybody's. */
export function digestsOf(accounts: readonly AccountMarks[]): string[] {
  const marked = accounts.filter(({ hasMask }) => hasMask);
  return marked.slice(0, MOST_DIGESTS).map(({ digest }) => digest);
}

function fateBeside(item: NewItem, other: KnownItem): Fate['is'] {
  const overlap = overlapWith(item, other);
  if (overlap === 'none') return 'new';
  if (overlap === 'unknown') return 'unknown';
  if (!other.isWell || endsTheFirst(item, overlap)) return 'replacing';
  return overlap === 'some' ? 'overlapping' : 'duplicate';
}

/** Whether the later Item of a visit has all that this one has. What it lacks is kept, though its bank may end the first. */
function isCoveredByLater(item: NewItem, later: NewItem): boolean {
  const overlap = overlapWith(item, later);
  return overlap === 'same' || overlap === 'fewer';
}

function endsTheFirst({ institutionId, institutionName }: NewItem, overlap: Overlap): boolean {
  const bank = ONE_LOGIN_BANKS.find(
    ({ ids, name }) => ids.includes(institutionId ?? '') || name.test(institutionName ?? ''),
  );
  return bank !== undefined && !(bank.unlessSame && overlap === 'same');
}

/** An Item of which Link does not tell the accounts may have any. */
function overlapWith({ accounts }: NewItem, other: Pick<KnownItem, 'accounts'>): Overlap {
  return accounts.length === 0 ? 'unknown' : overlapOf(accounts, other.accounts);
}

type OfInstitution = Pick<KnownItem, 'institutionId'>;

function isOfOneBank(one: OfInstitution, other: OfInstitution): boolean {
  return one.institutionId !== null && one.institutionId === other.institutionId;
}
