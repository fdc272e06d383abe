/**
 * The visits to Plaid that this browser has begun, each in a cookie of its own: whatever order the answers of several tabs
 * come in, none is lost. A visit that is lost counts as another browser's, and what it brings is ended.
 */

import type { Request } from 'express';
import type { Services } from '../../services.ts';
import { type PendingLink, SESSION_LIFETIME_MS } from '../../web/session.ts';

/** Tabs in which a visit is under way, as far as there is room. */
const MOST_VISITS = 5;
/** Visits whose end is remembered in the session, in twelve characters each. */
const MOST_REMEMBERED = 20;

/** Those under way, the oldest first. */
export function visitsUnderWay(req: Request): readonly PendingLink[] {
  return [...(req.session.pendingLinks ?? []), ...keptIn(req).map(({ visit }) => visit)];
}

/** Remembers a visit. The oldest are given up where they are too many, or in its way; false where there is no room even so. */
export function keepVisit({ now }: Services, req: Request, visit: PendingLink): boolean {
  const expiresAt = new Date(now().getTime() + SESSION_LIFETIME_MS);
  const entry = { content: pack(visit), expiresAt, isSessionOnly: true };
  for (const { slot } of [...req.linkVault.expired]) req.linkVault.remove(slot);
  const others = keptIn(req);
  for (let count = Math.max(0, others.length + 1 - MOST_VISITS); count <= others.length; count++) {
    const dropped = others.slice(0, count);
    const slots = dropped.map(({ slot }) => slot);
    if (!req.linkVault.hasRoomFor([entry.content], slots)) continue;
    req.linkVault.replace(slots, entry);
    if (count > 0) remember(req, 'droppedVisits', ...dropped.map(({ visit: { visit: id } }) => id));
    return true;
  }
  return false;
}

/** Remembers a visit that has brought something: in the session, which gives it up last, where a cookie has no room. */
export function keepVisitSomewhere(services: Services, req: Request, visit: PendingLink): void {
  if (keepVisit(services, req, visit)) return;
  req.session.pendingLinks = [...(req.session.pendingLinks ?? []), visit];
}

/** Forgets a visit but for its number. */
export function finishVisit(req: Request, { visit: id }: PendingLink): void {
  for (const { slot, visit } of keptIn(req)) if (visit.visit === id) req.linkVault.remove(slot);
  const { pendingLinks } = req.session;
  if (pendingLinks) req.session.pendingLinks = pendingLinks.filter(({ visit }) => visit !== id);
  remember(req, 'finishedVisits', id);
}

/** Clears all of their cookies, as log-out and deletion do. */
export function forgetVisits({ linkVault: { entries, expired, unreadable, remove } }: Request): void {
  for (const { slot } of [...entries, ...expired, ...unreadable]) remove(slot);
}

function remember(req: Request, list: 'finishedVisits' | 'droppedVisits', ...ids: readonly string[]): void {
  req.session[list] = [...(req.session[list] ?? []), ...ids].slice(-MOST_REMEMBERED);
}

/** The oldest first; browsers send those of one second in the order in which they were set. */
function keptIn({ linkVault }: Request): { readonly slot: string; readonly visit: PendingLink }[] {
  return linkVault.entries
    .toSorted((a, b) => a.expiresAt.getTime() - b.expiresAt.getTime())
    .map(({ slot, content }) => ({ slot, visit: unpack(content) }));
}

/** In order, since names would take a third of the cookie. */
function pack({ visit, linkToken, lifetime, expiresAt, userId, ...later }: PendingLink): Buffer {
  const rest = Object.keys(later).length > 0 ? [later] : [];
  return Buffer.from(JSON.stringify([visit, linkToken, lifetime, expiresAt, userId, ...rest]));
}

function unpack(content: Buffer): PendingLink {
  const [visit, linkToken, lifetime, expiresAt, userId, later] = JSON.parse(content.toString());
  return { visit, linkToken, lifetime, expiresAt, userId, ...later };
}
