import { describe, expect, it } from 'vitest';
import { unwrap } from '../support/unwrap.ts';
import { bankAnswering, question } from './answering-bank.ts';

describe('an Item', () => {
  it('tells how it is', async () => {
    const bank = await bankAnswering(200, { item: { institution_name: 'Platypus' }, status: null });
    expect(await unwrap(bank.item('access-1'))).toMatchObject({ institutionName: 'Platypus', error: null });
    expect(question()).toEqual({ path: '/item/get', body: { access_token: 'access-1' } });
  });

  it('is told of at another address from now on', async () => {
    const bank = await bankAnswering(200, { item: {} });
    await unwrap(bank.setWebhook('access-1', 'https://w.example/hook'));
    const body = { access_token: 'access-1', webhook: 'https://w.example/hook' };
    expect(question()).toEqual({ path: '/item/webhook/update', body });
  });
});

describe('removing an Item', () => {
  it('asks Plaid once, and tells what it answered', async () => {
    const bank = await bankAnswering(200, { request_id: 'r1' });
    expect(await unwrap(bank.remove('access-1'))).toEqual({ requestId: 'r1', wasGone: false });
    expect(question()).toEqual({ path: '/item/remove', body: { access_token: 'access-1' } });
  });

  it.each(['ITEM_NOT_FOUND', 'INVALID_ACCESS_TOKEN'])(
    'is done where it is gone already: %s',
    async (code) => {
      const bank = await bankAnswering(400, { error_code: code, request_id: 'r2' });
      expect(await unwrap(bank.remove('access-1'))).toEqual({ requestId: 'r2', wasGone: true });
    },
  );

  it.each([
    [429, { error_code: 'RATE_LIMIT', error_type: 'RATE_LIMIT_EXCEEDED' }, 'limited'],
    [400, { error_code: 'INVALID_API_KEYS' }, 'operator'],
    [500, {}, 'plaid-down'],
    [200, 'a page of some proxy', 'plaid-down'],
    [200, null, 'plaid-down'],
  ])('fails where Plaid has not done it: %d %j', async (status, body, kind) => {
    const bank = await bankAnswering(status, body);
    await expect(unwrap(bank.remove('access-1'))).rejects.toMatchObject({ kind });
  });
});
