/** Link tokens and the sessions people have on the Link pages. */
import { randomUUID } from 'node:crypto';
import { forgetOldest } from './forget-oldest.ts';
import type { Item } from './item.ts';
import { PlaidFault } from './plaid-error.ts';

/** What the client asked for with /link/token/create. */
export interface LinkRequest {
  readonly clientName: string;
  readonly language: string;
  readonly countryCodes: readonly string[];
  readonly products: readonly string[];
  readonly consentedProducts: readonly string[];
  readonly daysRequested: number;
  readonly webhook: string | null;
  readonly redirectUri: string | null;
  readonly completionRedirectUri: string | null;
  readonly isMultiItem: boolean;
  readonly userId: string | null;
  /** In update mode: the Item to repair. */
  readonly updates: Item | null;
  /** In update mode: whether accounts can be chosen anew, where the bank leaves that to the client. */
  readonly selectsAccounts: boolean;
  /** As the client gave them. */
  readonly accountFilters: object | null;
  readonly lifetimeMs: number;
}

/** One bank a person linked in a session. */
export interface ItemAdded {
  readonly publicToken: string;
  readonly institution: { readonly name: string; readonly institution_id: string };
  readonly accounts: readonly Record<string, unknown>[];
}

export interface LinkSession {
  readonly id: string;
  readonly startedAt: Date;
  finishedAt: Date | null;
  outcome: 'open' | 'done' | 'gave up';
  readonly added: ItemAdded[];
  /** The last bank that could not be linked, and why. */
  refusal: Refusal | null;
}

/** A bank that Link did not link. */
export interface Refusal {
  readonly code: string;
  readonly institution: ItemAdded['institution'];
}

export interface Link {
  readonly token: string;
  readonly request: LinkRequest;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  /** Newest first. */
  readonly sessions: LinkSession[];
}

export interface Links {
  create(request: LinkRequest): Link;
  /** The link, also some hours after it expired. Throws INVALID_LINK_TOKEN when unknown. */
  find(token: string): Link;
  /** The link while people can still use its page, else null. */
  findOpen(token: string): Link | null;
  clear(): void;
}

/** Session data stays readable this long after a link expired. */
const READABLE_MS = 6 * 3_600_000;
const KEPT_LINKS = 10_000;

/** No links yet; `now` is the emulator's clock. */
export function createLinks(now: () => Date): Links {
  const links = new Map<string, Link>();

  return {
    create(request) {
      for (const [token, { expiresAt }] of links) {
        if (expiresAt.getTime() + READABLE_MS < now().getTime()) links.delete(token);
      }
      const createdAt = now();
      const expiresAt = new Date(createdAt.getTime() + request.lifetimeMs);
      const link = { token: `link-sandbox-${randomUUID()}`, request, createdAt, expiresAt, sessions: [] };
      links.set(link.token, link);
      forgetOldest(links, KEPT_LINKS);
      return link;
    },
    find(token) {
      const link = links.get(token);
      if (link === undefined || link.expiresAt.getTime() + READABLE_MS < now().getTime()) {
        throw new PlaidFault('INVALID_LINK_TOKEN');
      }
      return link;
    },
    findOpen(token) {
      const link = links.get(token);
      return link !== undefined && link.expiresAt > now() ? link : null;
    },
    clear: () => links.clear(),
  };
}

/** The session in progress; a new one where there is none. */
export function openSession(link: Link, now: Date): LinkSession {
  const [latest] = link.sessions;
  if (latest?.outcome === 'open') return latest;
  const session: LinkSession = {
    id: randomUUID(),
    startedAt: now,
    finishedAt: null,
    outcome: 'open',
    added: [],
    refusal: null,
  };
  link.sessions.unshift(session);
  return session;
}
