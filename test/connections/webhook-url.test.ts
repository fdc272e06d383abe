import { beforeEach, describe, expect, it } from 'vitest';
import {
  createWebhookAddresses,
  WEBHOOK_PATH,
  type WebhookAddresses,
} from '../../src/connections/webhook-url.ts';
import { createSealer, type Sealer } from '../../src/crypto/sealer.ts';
import { keyNamed, START } from '../web/samples.ts';

const term = { userId: 'usr_8c3ZbDBYjaqUXZ', expiresAt: START };

let sealer: Sealer;
let addresses: WebhookAddresses;
let address: string;
beforeEach(() => {
  sealer = createSealer([keyNamed('webhook')]);
  addresses = createWebhookAddresses({ sealer, areReachable: true });
  address = addresses.addressFor('https://money.example', term) ?? '';
});

describe('a webhook’s address', () => {
  it('is short, on our own origin, and shows neither the user nor the date', () => {
    expect(address).toMatch(/^https:\/\/money\.example\/plaid\/webhook\/v1\.[\w-]{8}\.[\w-]+$/);
    expect(address.length).toBeLessThan(300);
    expect(address).not.toContain(term.userId);
  });

  it('says who and until when, to us', () => {
    expect(addresses.open(address.slice(`https://money.example${WEBHOOK_PATH}/`.length))).toEqual(term);
    expect(addresses.expiryNamedBy(address, term.userId)).toEqual(START);
  });

  it('still says so after we have moved to another name, and after a change of keys', () => {
    const rotated = createWebhookAddresses({
      sealer: createSealer([keyNamed('new'), keyNamed('webhook')]),
      areReachable: true,
    });
    const elsewhere = address.replace('money.example', 'old.example');
    expect(rotated.expiryNamedBy(elsewhere, term.userId)).toEqual(START);
  });

  it('names no end for another user', () => {
    expect(addresses.expiryNamedBy(address, 'usr_other')).toBeNull();
  });

  it.each([
    ['nothing', () => ''],
    ['another site’s', () => 'https://elsewhere.example/hook'],
    ['no address', () => 'not an address'],
    ['a letter more', () => `${address}x`],
    ['a letter less', () => address.slice(0, -1)],
    ['a part more', () => `${address}/x`],
  ])('is not what anybody else wrote: %s', (_, other) => {
    expect(addresses.expiryNamedBy(other(), term.userId)).toBeNull();
  });

  it('opens as nothing else, and nothing else opens as one', () => {
    const sealed = address.split('/').at(-1) ?? '';
    expect(sealer.open(sealed, { purpose: 'bank', name: 'bank-abcdef' })).toBeNull();
    expect(sealer.open(sealed, { purpose: 'disconnect', name: 'link' })).toBeNull();
    for (const other of [
      { purpose: 'bank', name: 'bank-abcdef' },
      { purpose: 'webhook', name: 'other' },
      { purpose: 'user', name: 'user' },
    ] as const) {
      expect(addresses.open(sealer.seal(Buffer.from(term.userId), START, other))).toBeNull();
    }
  });

  it('is read as every version writes it: Plaid keeps them for longer than a deployment lasts', () => {
    const sealed = sealer.seal(Buffer.from(term.userId), START, { purpose: 'webhook', name: 'user' });
    expect(addresses.open(sealed)).toEqual(term);
  });

  it('is none where Plaid could not reach it', () => {
    const hidden = createWebhookAddresses({ sealer, areReachable: false });
    expect(hidden.addressFor('http://localhost:3000', term)).toBeNull();
    expect(hidden.expiryNamedBy(address, term.userId)).toEqual(START);
  });
});
