import { describe, expect, it } from 'vitest';
import { createWebhookAddresses, WEBHOOK_PATH } from '../../src/connections/webhook-url.ts';
import { createSealer } from '../../src/crypto/sealer.ts';
import { keyNamed, START } from '../web/samples.ts';

const term = { userId: 'usr_8c3ZbDBYjaqUXZ', expiresAt: START };

const sealer = createSealer([keyNamed('webhook')]);
const addresses = createWebhookAddresses({ sealer, areReachable: true });
const address = addresses.addressFor('https://money.example', term) ?? '';

describe('the address of a webhook', () => {
  it('is short, on our own origin, and does not show the user', () => {
    expect(address).toMatch(/^https:\/\/money\.example\/plaid\/webhook\/v1\.[\w-]{8}\.[\w-]+$/);
    expect(address.length).toBeLessThan(300);
    expect(address).not.toContain(term.userId);
  });

  it('can be opened by us, and has the user and the expiry', () => {
    expect(addresses.open(address.slice(`https://money.example${WEBHOOK_PATH}/`.length))).toEqual(term);
    expect(addresses.expiryNamedBy(address, term.userId)).toEqual(START);
  });

  it('can be opened after a change of keys, even on another host', () => {
    const rotated = createWebhookAddresses({
      sealer: createSealer([keyNamed('new'), keyNamed('webhook')]),
      areReachable: true,
    });
    const elsewhere = address.replace('money.example', 'old.example');
    expect(rotated.expiryNamedBy(elsewhere, term.userId)).toEqual(START);
  });

  it('names no expiry for another user', () => {
    expect(addresses.expiryNamedBy(address, 'usr_other')).toBeNull();
  });

  it.each([
    ['is empty', ''],
    ['is another site’s', 'https://elsewhere.example/hook'],
    ['is not an address', 'not an address'],
    ['has one letter more', `${address}x`],
    ['has one letter less', address.slice(0, -1)],
    ['has one part more', `${address}/x`],
  ])('names no expiry when it %s', (_, other) => {
    expect(addresses.expiryNamedBy(other, term.userId)).toBeNull();
  });

  it('cannot be opened for another purpose, nor a seal of another purpose as an address', () => {
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

  it('has the same format in every version, as Plaid keeps addresses for longer than a deployment', () => {
    const sealed = sealer.seal(Buffer.from(term.userId), START, { purpose: 'webhook', name: 'user' });
    expect(addresses.open(sealed)).toEqual(term);
  });

  it('is null where Plaid cannot reach us, but those it has can still be opened', () => {
    const hidden = createWebhookAddresses({ sealer, areReachable: false });
    expect(hidden.addressFor('http://localhost:3000', term)).toBeNull();
    expect(hidden.expiryNamedBy(address, term.userId)).toEqual(START);
  });
});
