/** A book in a browser's jar without any page that writes one: its bytes are made here by hand. */

import { deflateRawSync } from 'node:zlib';
import type { Sealer } from '../../src/crypto/sealer.ts';
import type { Client } from './client.ts';
import type { TestApp } from './test-app.ts';

const DAY_MS = 86_400_000;

export interface GivenBook {
  /** The lines, without the first. */
  readonly text: string;
  /** The app's when left out. */
  readonly sealer?: Sealer;
  /** In MAX_SESSION_DAYS when left out. */
  readonly expiresAt?: Date;
  readonly isSessionOnly?: boolean;
}

/** The content of the whole: how long the browser keeps it, its form, and the deflated text. */
export function wholeOf(text: string, { form = 1, isSessionOnly = false } = {}): Buffer {
  return Buffer.concat([
    Buffer.of(isSessionOnly ? 1 : 0, form),
    deflateRawSync(`# Ledgerless book 1\n${text}`, { level: 9 }),
  ]);
}

/** Puts the sealed cookie of a book into the client's jar; returns the cookie's name. */
export function giveBook(app: TestApp, client: Client, { text, ...given }: GivenBook): string {
  const { sealer, isSecure, now, config } = app.services;
  const name = `${isSecure ? '__Host-' : ''}book-entire`;
  const expiresAt = given.expiresAt ?? new Date(now().getTime() + config.maxSessionDays * DAY_MS);
  const content = wholeOf(text, given);
  client.jar.set(name, (given.sealer ?? sealer).seal(content, expiresAt, { purpose: 'book', name }));
  return name;
}
