/**
 * Stores each newly linked Item in a sealed cookie, or removes it at Plaid, so that none is left that nobody can
 * remove. What the browser holds already, or has no room for, is not exchanged.
 */

import type { Request, Response } from 'express';
import { type Connection, packConnection, packUnexchanged } from '../../connections/connection.ts';
import { type Lifetime, lifetimeOf } from '../../connections/lifetime.ts';
import type { PlaidError } from '../../plaid/errors.ts';
import { attempt } from '../../plaid/result.ts';
import { formatList } from '../../reading/missing-banks.ts';
import type { Services } from '../../services.ts';
import type { PendingLink } from '../../web/session.ts';
import { VaultFullError } from '../../web/vault.ts';
import { hasChoiceEverywhere } from './choose-accounts.ts';
import {
  digestsOf,
  type Fate,
  fateOf,
  type JudgedItem,
  judgeNewItems,
  type KnownItem,
  type NewItem,
  readKnownItems,
} from './duplicates.ts';
import { exchangeToken, nameOf } from './exchange-token.ts';
import { ENDED_BY_ANOTHER } from './foreign-visits.ts';
import { refusalSentences } from './refusals.ts';
import { endItem, isUserGone, removeOrphanedItems } from './unkept-items.ts';

/** A visit that has brought new Items. */
interface Arrival {
  readonly services: Services;
  readonly req: Request;
  readonly res: Response;
  readonly pending: PendingLink;
  readonly newItems: readonly NewItem[];
}

/** What came of a visit, and what to say of it. */
interface Stored {
  /** A key was handed over that is not here, and may be with the next request: then it is to be asked once more. */
  readonly isLookedFor: boolean;
  /** Banks of this browser whose place new ones have taken: they are to be ended as soon as it has the new keys. */
  readonly replacedIds: readonly string[];
  readonly sentences: readonly string[];
}

/** Exchanges the public tokens of what is not here yet, and keeps each Item in the browser. */
export async function storeNewItems(arrival: Arrival): Promise<Stored> {
  const { services, req, res, pending, newItems } = arrival;
  const { userId, isLookedFor = false } = pending;
  const { durableCalls } = req.context;
  const known = await readKnownItems(services.gateway, req, { newItems, visitUserId: userId });
  const { wanted, unwanted } = sortOut(arrival, judgeNewItems(newItems, known));
  const exchanged = await Promise.all(
    wanted.map(async ({ item, fate }) => {
      const outcome = await attempt(durableCalls, () => exchangeToken(services, req, { item, userId }));
      return { item, fate, outcome };
    }),
  );
  if (exchanged.some(({ outcome }) => outcome.ok) && (await isUserGone(services, req, userId))) {
    // Another browser has come back with this visit, perhaps to another instance: then it is not this one's to keep.
    for (const { outcome } of exchanged) if (outcome.ok) await endItem(services, req, outcome.value);
    return { isLookedFor: false, replacedIds: [], sentences: [ENDED_BY_ANOTHER] };
  }
  const sentences = isLookedFor ? [] : [...unwanted];
  const refused: { name: string; error: PlaidError }[] = [];
  const kept: Connection[] = [];
  const replacedIds: string[] = [];
  // A key that was lost on the way here, or could not be used, belongs to an Item that only its user can still end.
  let isKeyLost = false;
  // Plaid hands over a key once: another tab has it, or a process that was killed before it could answer.
  let isHandedOver = false;
  // One after the other, since one visit can bring the same bank twice.
  for (const { item, fate, outcome } of exchanged) {
    if (!outcome.ok) {
      if (outcome.error.kind === 'relink') isHandedOver = true;
      else isKeyLost = true;
      refused.push({ name: nameOf(item), error: outcome.error });
      continue;
    }
    const connection = outcome.value;
    const last = fate.is === 'unknown' ? await lastFate(arrival, { item, connection, known }) : fate;
    const { isKept, isEnded, sentence } = await storeOrRemove(arrival, connection, last);
    if (isKept) kept.push(connection);
    else isKeyLost ||= !isEnded;
    if (isKept && last.is === 'replacing') replacedIds.push(...last.bankIds);
    if (sentence !== null) sentences.push(sentence);
  }
  const { label } = lifetimeOf(pending.lifetime, services.config);
  const names = kept.map(({ institutionName }) => institutionName);
  if (names.length > 0) {
    sentences.unshift(`${formatList(names)} ${names.length === 1 ? 'is' : 'are'} connected (${label}).`);
  }
  const undelivered = new Set<string>();
  const removeUnlessHeld = async () => {
    if (!res.destroyed) return;
    // Nobody is there to take the keys.
    for (const { accessToken, itemId } of kept.splice(0)) {
      undelivered.add(itemId);
      const ended = await services.gateway.remove(accessToken, durableCalls);
      isKeyLost ||= !ended.ok;
    }
  };
  await removeUnlessHeld();
  if (userId !== null && kept.length < newItems.length) {
    const { banks, undecided } = req.context;
    const heldItemIds = [...banks, ...undecided]
      .map(({ connection }) => connection)
      .filter((held) => held.userId === userId && !undelivered.has(held.itemId))
      .map(({ itemId }) => itemId);
    const isHeld = heldItemIds.length >= wanted.length;
    // The answer that carries the key to this browser may be on its way: it is there with the next request.
    if (isHandedOver && !isHeld && !isLookedFor && !isKeyLost)
      return { isLookedFor: true, replacedIds, sentences };
    if (isHandedOver && isHeld) {
      // The request that brought the new key may have lost what it takes the place of.
      const ids = wanted.flatMap(({ fate }) => (fate.is === 'replacing' ? fate.bankIds : []));
      return { isLookedFor: false, replacedIds: ids, sentences };
    }
    await removeOrphanedItems(services, req, {
      ...{ userId, heldItemIds },
      // What is not exchanged has no key either.
      isKeyLost: isKeyLost || isHandedOver || unwanted.length > 0,
    });
  }
  // They may have left in the meantime.
  await removeUnlessHeld();
  const refusals = refusalSentences(refused, 'could not be connected');
  return { isLookedFor: false, replacedIds, sentences: [...sentences, ...refusals] };
}

/** What is to be exchanged, and a sentence for each of the others. */
function sortOut(
  { services, req, pending: { userId, isLookedFor = false } }: Arrival,
  judged: readonly JudgedItem[],
): { wanted: JudgedItem[]; unwanted: string[] } {
  // What another request of this visit has stored has taken its room already.
  const isStored =
    isLookedFor || req.context.banks.some(({ connection }) => userId && connection.userId === userId);
  const wanted: JudgedItem[] = [];
  const unwanted: string[] = [];
  const packed: Buffer[] = [];
  for (const { item, fate } of judged) {
    const { institutionId, institutionName } = item;
    const name = nameOf(item);
    const bytes = packUnexchanged({
      ...{ userId, institutionId, institutionName },
      accountDigests: digestsOf(item.accounts),
    });
    if (fate.is === 'duplicate') unwanted.push(alreadyConnected(name, services));
    else if (fate.is === 'repeated')
      unwanted.push(`${name} was chosen twice in this visit, and counts once.`);
    else if (!isStored && !req.vault.hasRoomFor([...packed, bytes])) unwanted.push(noRoomFor(name, req));
    else {
      packed.push(bytes);
      wanted.push({ item, fate });
    }
  }
  return { wanted, unwanted };
}

/** The fate of an Item that only its balances tell from others; where it does not tell them, it is new. */
async function lastFate(
  { services, req }: Arrival,
  { item, connection, known }: { item: NewItem; connection: Connection; known: KnownItem[] },
): Promise<Fate> {
  const shared = await services.gateway.sharedAccounts(connection.accessToken, req.context.durableCalls);
  if (!shared.ok) return { is: 'new' };
  const { accounts } = shared.value;
  const fate = fateOf({ ...item, accounts }, known);
  if (fate.is !== 'duplicate' && fate.is !== 'repeated') {
    known.push({ institutionId: item.institutionId, accounts, isWell: true, bankId: null });
  }
  return fate.is === 'unknown' ? { is: 'new' } : fate;
}

/** What became of one Item, and what to say of it besides that it is connected. */
async function storeOrRemove(
  { services, req, res, pending }: Arrival,
  connection: Connection,
  fate: Fate,
): Promise<{ isKept: boolean; isEnded: boolean; sentence: string | null }> {
  const { institutionName: name } = connection;
  const isDuplicate = fate.is === 'duplicate' || fate.is === 'repeated';
  const lifetime = lifetimeOf(pending.lifetime, services.config);
  const isKept =
    !isDuplicate && !res.destroyed && keep(req, connection, new Date(pending.expiresAt), lifetime);
  const isEnded = !isKept && (await endItem(services, req, connection));
  if (isDuplicate) {
    const consequence = `the second connection ${isEnded ? 'was ended again' : 'is ended as soon as Plaid confirms it'}`;
    const sentence =
      fate.is === 'duplicate'
        ? alreadyConnected(name, services, consequence)
        : `${name} was chosen twice in this visit, so ${consequence}.`;
    return { isKept, isEnded, sentence };
  }
  if (!isKept) return { isKept, isEnded, sentence: noRoomFor(name, req) };
  const otherwise = hasChoiceEverywhere(services.config) ? ', or choose other accounts for one of them,' : '';
  const twice =
    fate.is === 'overlapping'
      ? `Some accounts of ${name} now stand here twice: disconnect one of the two${otherwise} under Banks.`
      : null;
  return { isKept, isEnded, sentence: twice };
}

function noRoomFor(name: string, req: Request): string {
  return `${name} was not connected: ${noRoom(req)}`;
}

/** That this browser can hold no further bank, and what helps. */
export function noRoom({ context: { unreadable, wholeBook } }: Request): string {
  const remedy = unreadable.length > 0 ? ' Remove those that could not be used, and try again.' : '';
  const book =
    wholeBook.length > 0
      ? ' Your book takes some of it: download it (/book.txt), remove lines that you no longer need, and try again.'
      : '';
  return `the cookies of this browser have no room for another bank.${remedy}${book}`;
}

function alreadyConnected(name: string, { config }: Services, consequence = 'nothing was added'): string {
  const choices = hasChoiceEverywhere(config) ? 'its accounts and how long' : 'how long';
  return `${name} was connected already with these accounts, so ${consequence}. Under Banks you choose ${choices} it stays connected.`;
}

function keep(req: Request, connection: Connection, expiresAt: Date, { isSessionOnly }: Lifetime): boolean {
  try {
    req.vault.add({ content: packConnection(connection), expiresAt, isSessionOnly });
    return true;
  } catch (error) {
    if (error instanceof VaultFullError) return false;
    throw error;
  }
}
