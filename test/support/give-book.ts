/** A book in a browser's jar without any page that writes one: its text and its bytes are made here by hand. */

import { deflateRawSync } from 'node:zlib';
import type { Sealer } from '../../src/crypto/sealer.ts';
import type { BookLine } from '../../src/finance/book/lines.ts';
import { parseBook } from '../../src/finance/book/text.ts';
import type { Services } from '../../src/services.ts';
import type { Client } from './client.ts';

const DAY_MS = 86_400_000;

export interface GivenBook {
  /** The lines, without the first. */
  readonly text: string;
  /** The app's when left out. */
  readonly sealer?: Sealer;
  /** In MAX_SESSION_DAYS when left out, so that the app has no reason to renew it. */
  readonly expiresAt?: Date;
  readonly isSessionOnly?: boolean;
}

/** What it is sealed for: a test app, or another process of which as much is known. */
export interface BookServer {
  readonly services: Pick<Services, 'sealer' | 'isSecure' | 'now'> & {
    readonly config: Pick<Services['config'], 'maxSessionDays'>;
  };
}

/** The content of the whole: how long the browser keeps it, its form, and the deflated text. */
export function wholeOf(text: string, { form = 1, isSessionOnly = false } = {}): Buffer {
  return Buffer.concat([
    Buffer.of(isSessionOnly ? 1 : 0, form),
    deflateRawSync(`# Ledgerless book 1\n${text}`, { level: 9 }),
  ]);
}

/** Puts the sealed cookie of a book into the client's jar, but none of no lines; returns the cookie's name. */
export function giveBook(app: BookServer, client: Client, book: GivenBook | readonly BookLine[]): string {
  const { text, ...given } = 'text' in book ? book : { text: textOfLines(book) };
  const { sealer, isSecure, now, config } = app.services;
  const name = `${isSecure ? '__Host-' : ''}book-entire`;
  if (text === '') return name;
  const expiresAt = given.expiresAt ?? new Date(now().getTime() + config.maxSessionDays * DAY_MS);
  const content = wholeOf(text, given);
  client.jar.set(name, (given.sealer ?? sealer).seal(content, expiresAt, { purpose: 'book', name }));
  return name;
}

/** As a person writes them, without the app's code; throws where the app does not understand one. */
function textOfLines(lines: readonly BookLine[]): string {
  const text = lines.map((line) => `${textOf(line)}\n`).join('');
  const { problems } = parseBook(text);
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
  return text;
}

function textOf(line: BookLine): string {
  if ('match' in line) return `${line.kind} "${line.match.text}" ${sayingOf(line)}${whereOf(line)}`;
  if (line.kind === 'recurring') return `recurring "${line.text}" ${line.status}`;
  if (line.kind === 'rate') return `rate ${line.from} ${line.rate} ${line.to}`;
  const amount = `${decimal(line)} ${line.currency}`;
  if (line.kind === 'target') return `target ${line.category} ${amount}`;
  return `own "${line.name}" ${line.ownKind} ${amount} ${line.day}`;
}

type MatchLine = Extract<BookLine, { readonly match: object }>;

function sayingOf(line: MatchLine): string {
  if (line.kind === 'file') return `under ${line.category}`;
  return line.kind === 'call' ? line.name : `as ${line.countsAs}`;
}

function whereOf({ match: { direction, account } }: MatchLine): string {
  return `${direction ? ` ${direction}` : ''}${account ? ` on "${account}"` : ''}`;
}

const DECIMALS: Readonly<Record<string, number>> = { USD: 2, EUR: 2, GBP: 2, JPY: 0, KWD: 3 };

/** Of a coin of Plaid's, eight. */
function decimal({ amountMinor, currency }: { amountMinor: number; currency: string }): string {
  const decimals = DECIMALS[currency] ?? 8;
  const digits = String(amountMinor).padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  return decimals === 0 ? whole : `${whole}.${digits.slice(-decimals)}`;
}
