/** A linked bank without the steps of Link: for banks that Link does not offer, such as one of an exact size. */

import { packConnection } from '../../src/connections/connection.ts';
import type { ItemWish } from '../../src/emulator/control.ts';
import type { Client } from './client.ts';
import type { TestApp } from './test-app.ts';

const DAY_MS = 86_400_000;
const SLOT_LETTERS = 'abcdefghijklmnopqrstuvwxyz';
let count = 0;

export interface GivenBank extends Partial<ItemWish> {
  /** A day from now when left out. */
  readonly expiresAt?: Date;
  /** To be forgotten with the browser's windows. */
  readonly isSessionOnly?: boolean;
}

/** Puts the sealed cookie of a new Item into the client's cookie jar; returns the slot in the cookie's name. */
export function giveBank(app: TestApp, client: Client, given: GivenBank = {}): string {
  const { expiresAt, isSessionOnly = false, ...wish } = given;
  const { sealer, isSecure, now } = app.services;
  const item = app.emulator.control.createItem({
    institutionId: 'ins_900001',
    person: 'couple',
    ...wish,
  });
  const connection = packConnection({
    accessToken: item.accessToken,
    itemId: item.id,
    userId: wish.userId ?? null,
    institutionId: item.institution.id,
    institutionName: item.institution.name,
    linkedAt: now(),
  });
  const slot = `given${SLOT_LETTERS[count++ % SLOT_LETTERS.length]}`;
  const name = `${isSecure ? '__Host-' : ''}bank-${slot}`;
  const end = expiresAt ?? new Date(now().getTime() + DAY_MS);
  const content = Buffer.concat([Buffer.of(isSessionOnly ? 1 : 0), connection]);
  client.jar.set(name, sealer.seal(content, end, { purpose: 'bank', name }));
  return slot;
}
