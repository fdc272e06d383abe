import { describe, expect, it } from 'vitest';
import { unwrap } from '../support/unwrap.ts';
import { bankAnswering, question } from './answering-bank.ts';

const FINISHED = { finished_at: '2026-05-20T12:00:00Z' };

describe('a visit to Link', () => {
  const start = {
    owner: { clientUserId: 'random-1' },
    returnUrl: 'https://ledgerless.example/link/return',
    webhookUrl: null,
  };

  it('is asked for with two years of transactions and the way back', async () => {
    const bank = await bankAnswering(200, {
      link_token: 'link-1',
      hosted_link_url: 'https://secure.plaid.com/hl/1',
    });
    expect(await unwrap(bank.startLink(start))).toEqual({
      linkToken: 'link-1',
      url: 'https://secure.plaid.com/hl/1',
    });
    expect(question()).toEqual({
      path: '/link/token/create',
      body: {
        client_name: 'Ledgerless',
        language: 'en',
        country_codes: ['US', 'CA'],
        user: { client_user_id: 'random-1' },
        products: ['transactions'],
        additional_consented_products: ['liabilities'],
        transactions: { days_requested: 730 },
        hosted_link: { completion_redirect_uri: 'https://ledgerless.example/link/return' },
      },
    });
  });

  it('brings several banks, and word of them, for a user of Plaid’s', async () => {
    const bank = await bankAnswering(200, { link_token: 'link-1', hosted_link_url: 'https://x.example' });
    await unwrap(
      bank.startLink({ ...start, owner: { userId: 'usr_1' }, webhookUrl: 'https://w.example/hook' }),
    );
    expect(question().body).toMatchObject({
      user_id: 'usr_1',
      enable_multi_item_link: true,
      webhook: 'https://w.example/hook',
    });
    expect(question().body).not.toHaveProperty('user');
  });

  it('repairs an Item without any product, which Plaid refuses there, and asks to agree to what came later', async () => {
    const bank = await bankAnswering(200, { link_token: 'link-1', hosted_link_url: 'https://x.example' });
    const { owner, returnUrl } = start;
    await unwrap(bank.startRepair({ owner, returnUrl, accessToken: 'access-1' }));
    expect(question().body).toEqual({
      client_name: 'Ledgerless',
      language: 'en',
      country_codes: ['US', 'CA'],
      user: { client_user_id: 'random-1' },
      access_token: 'access-1',
      additional_consented_products: ['liabilities'],
      update: { account_selection_enabled: true },
      hosted_link: { completion_redirect_uri: returnUrl },
    });
  });

  it('is the operator’s matter where Plaid gives no page for it', async () => {
    const bank = await bankAnswering(200, { link_token: 'link-1' });
    await expect(unwrap(bank.startLink(start))).rejects.toMatchObject({
      kind: 'operator',
      code: 'NO_HOSTED_LINK',
    });
  });

  it('brings every bank of every session', async () => {
    const added = (name: string) => ({
      public_token: `public-${name}`,
      institution: { institution_id: `ins_${name}`, name },
    });
    const sessions = [
      { ...FINISHED, results: { item_add_results: [added('a'), added('b')] } },
      { exit: { error: null } },
      { ...FINISHED, results: { item_add_results: [{ public_token: 'public-c', institution: null }] } },
    ];
    const bank = await bankAnswering(200, { link_sessions: sessions });
    expect(await unwrap(bank.readLink('link-1'))).toEqual({
      newItems: [
        { publicToken: 'public-a', institutionId: 'ins_a', institutionName: 'a' },
        { publicToken: 'public-b', institutionId: 'ins_b', institutionName: 'b' },
        { publicToken: 'public-c', institutionId: null, institutionName: null },
      ],
      isOver: true,
    });
    expect(question()).toEqual({ path: '/link/token/get', body: { link_token: 'link-1' } });
  });

  const EXITED = { exit: { error: null } };
  const GIVEN_UP = { ...FINISHED, ...EXITED, results: { item_add_results: [] } };
  const LINKED = { ...FINISHED, results: { item_add_results: [{ public_token: 'public-a' }] } };
  const OPEN = { finished_at: null };
  const OPEN_WITH_ONE = { ...OPEN, results: { item_add_results: [{ public_token: 'public-b' }] } };

  it.each([
    [[LINKED]],
    [[GIVEN_UP]],
    [[EXITED]],
    [[{ on_exit: { error: null } }]],
    [[LINKED, GIVEN_UP]],
    [[GIVEN_UP, LINKED]],
  ])('is over when each of its sessions is: %j', async (sessions) => {
    const bank = await bankAnswering(200, { link_sessions: sessions });
    expect(await unwrap(bank.readLink('link-1'))).toMatchObject({ isOver: true });
  });

  it.each<[object[] | null | undefined, number]>([
    [undefined, 0],
    [null, 0],
    [[], 0],
    [[OPEN], 0],
    [[OPEN_WITH_ONE], 1],
    [[OPEN, LINKED], 1],
    [[LINKED, OPEN_WITH_ONE], 2],
    [[GIVEN_UP, OPEN], 0],
    // Finished, but what came of it has not arrived.
    [[{ ...FINISHED, results: null }], 0],
  ])('may bring more while one of them is open: %j has brought %d', async (sessions, count) => {
    const bank = await bankAnswering(200, { link_sessions: sessions });
    const { newItems, isOver } = await unwrap(bank.readLink('link-1'));
    expect([newItems.length, isOver]).toEqual([count, false]);
  });
});

it('gives an Item for a public token', async () => {
  const bank = await bankAnswering(200, { access_token: 'access-1', item_id: 'item-1' });
  expect(await unwrap(bank.exchange('public-1'))).toEqual({ accessToken: 'access-1', itemId: 'item-1' });
  expect(question()).toEqual({ path: '/item/public_token/exchange', body: { public_token: 'public-1' } });
});
