import { describe, expect, it } from 'vitest';
import { unwrap } from '../support/unwrap.ts';
import { bankAnswering, bankAnsweringEach } from './answering-bank.ts';

const VISIT = { link_token: 'link-1', hosted_link_url: 'https://secure.plaid.com/hl/1' };
const FINISHED = { finished_at: '2026-05-20T12:00:00Z' };
const EXITED = { exit: { error: null } };
const GIVEN_UP = { ...FINISHED, ...EXITED, results: { item_add_results: [] } };
const LINKED = { ...FINISHED, results: { item_add_results: [{ public_token: 'public-a' }] } };
const OPEN = { finished_at: null };
const OPEN_WITH_ONE = { ...OPEN, results: { item_add_results: [{ public_token: 'public-b' }] } };

describe('a link token', () => {
  const owner = { clientUserId: 'random-1' };
  const returnUrl = 'https://ledgerless.example/link/return';
  const start = { owner, returnUrl, webhookUrl: null };
  const common = {
    client_name: 'Ledgerless',
    language: 'en',
    country_codes: ['US', 'CA'],
    user: { client_user_id: 'random-1' },
    additional_consented_products: ['liabilities'],
    hosted_link: { completion_redirect_uri: returnUrl },
  };

  it('is created for two years of transactions, with the address to return to', async () => {
    const { bank, asked } = await bankAnswering(200, VISIT);
    const visit = { linkToken: 'link-1', url: 'https://secure.plaid.com/hl/1' };
    expect(await unwrap(bank.startLink(start))).toEqual(visit);
    const transactions = { days_requested: 730 };
    expect(asked()).toEqual([
      ['/link/token/create', { ...common, products: ['transactions'], transactions }],
    ]);
  });

  it('may have a page without https, such as one on this machine', async () => {
    const url = 'http://127.0.0.1:4000/hl/1';
    const { bank } = await bankAnswering(200, { ...VISIT, hosted_link_url: url });
    expect(await unwrap(bank.startLink(start))).toEqual({ linkToken: 'link-1', url });
  });

  it('for a Plaid user allows several banks, and names a webhook', async () => {
    const { bank, asked } = await bankAnswering(200, VISIT);
    const webhookUrl = 'https://w.example/hook';
    await unwrap(bank.startLink({ ...start, owner: { userId: 'usr_1' }, webhookUrl }));
    expect(asked()).toHaveLength(1);
    const body = asked()[0]?.[1];
    expect(body).toMatchObject({ user_id: 'usr_1', enable_multi_item_link: true, webhook: webhookUrl });
    expect(body).not.toHaveProperty('user');
  });

  it('for an Item that is there asks for consent to new products but requests none: Plaid refuses that', async () => {
    const { bank, asked } = await bankAnswering(200, VISIT);
    await unwrap(bank.startUpdate({ returnUrl, accessToken: 'access-1' }));
    const update = { account_selection_enabled: true };
    const user = { client_user_id: expect.stringMatching(/^[0-9a-f-]{36}$/) };
    expect(asked()).toEqual([['/link/token/create', { ...common, user, access_token: 'access-1', update }]]);
  });

  it.each([undefined, null, '', 'javascript:alert(1)', 'https://', '//secure.plaid.com'])(
    'without the address of a hosted page is an error for the operator: %s',
    async (hosted_link_url) => {
      const { bank } = await bankAnswering(200, { link_token: 'link-1', hosted_link_url });
      await expect(unwrap(bank.startLink(start))).rejects.toMatchObject({
        kind: 'operator',
        code: 'NO_HOSTED_LINK',
      });
    },
  );
});

describe('consent to Liabilities', () => {
  const start = {
    owner: { clientUserId: 'random-1' },
    returnUrl: 'https://a.example/back',
    webhookUrl: null,
  };
  const update = { returnUrl: start.returnUrl, accessToken: 'access-1' };
  // No code says whether a bank that is linked lacks the product, or the operator's account.
  const REFUSED = { error_type: 'ITEM_ERROR', error_code: 'PRODUCTS_NOT_SUPPORTED', request_id: 'r1' };

  /** A Plaid that refuses what `refuses` says of a call that asks for consent, and of one that does not. */
  async function plaidRefusing(refuses: (asksForConsent: boolean) => boolean) {
    const asksForConsent = (call: object) => 'additional_consented_products' in call;
    const { bank, asked } = await bankAnsweringEach((call) =>
      refuses(asksForConsent(call)) ? [400, REFUSED] : [200, VISIT],
    );
    /** Of each call, whether it asked for consent. */
    return { bank, asked: () => asked().map(([, call]) => asksForConsent(call)) };
  }
  const refusingConsent = () => plaidRefusing((asksForConsent) => asksForConsent);

  it('is asked for, and known to be there once Plaid has agreed', async () => {
    const { bank, asked } = await plaidRefusing(() => false);
    expect(bank.hasLiabilities()).toBeNull();
    await unwrap(bank.startLink(start));
    expect(bank.hasLiabilities()).toBe(true);
    expect(asked()).toEqual([true]);
  });

  it('refused, is left out of this visit and of all later ones', async () => {
    const { bank, asked } = await refusingConsent();
    await unwrap(bank.startLink(start));
    expect(bank.hasLiabilities()).toBe(false);
    await unwrap(bank.startLink(start));
    await unwrap(bank.startUpdate(update));
    expect(asked()).toEqual([true, false, false, false]);
  });

  it('is asked for once more by a check of the keys, since Plaid may have granted it meanwhile', async () => {
    let isGranted = false;
    const { bank, asked } = await plaidRefusing((asksForConsent) => asksForConsent && !isGranted);
    await unwrap(bank.startLink(start));
    isGranted = true;
    await unwrap(bank.startLink({ ...start, isKeyCheck: true }));
    expect(bank.hasLiabilities()).toBe(true);
    expect(asked()).toEqual([true, false, true]);
  });

  it('refused for a bank that is linked, may be lacking at that bank alone, and is asked for at the next', async () => {
    const { bank, asked } = await refusingConsent();
    await unwrap(bank.startUpdate(update));
    expect(bank.hasLiabilities()).toBeNull();
    await unwrap(bank.startLink(start));
    expect(asked()).toEqual([true, false, true, false]);
  });

  it.each([
    ['a new bank', 'operator', ['transactions'], start],
    ['a bank that is linked', 'unsupported', [], update],
  ])('stays unknown when %s is refused without it too', async (_what, kind, products, options) => {
    const { bank } = await plaidRefusing(() => true);
    const visit = 'accessToken' in options ? bank.startUpdate(options) : bank.startLink(options);
    expect(await visit).toMatchObject({ ok: false, error: { kind, code: REFUSED.error_code, products } });
    expect(bank.hasLiabilities()).toBeNull();
  });
});

describe('the sessions of a link token', () => {
  it('give the new Items of all of them, oldest first', async () => {
    const account = { id: 'account-1', name: 'Card', mask: '1111', type: 'credit', subtype: 'credit card' };
    const added = (name: string) => ({
      public_token: `public-${name}`,
      institution: { institution_id: `ins_${name}`, name },
      accounts: [account, { ...account, mask: null }],
    });
    // Plaid lists the newest session first.
    const sessions = [
      { ...FINISHED, results: { item_add_results: [{ public_token: 'public-c', institution: null }] } },
      EXITED,
      { ...FINISHED, results: { item_add_results: [added('a'), added('b')] } },
    ];
    const accounts = [
      { digest: expect.stringMatching(/^[0-9a-f]{6}$/), hasMask: true, persistentId: null },
      { digest: expect.stringMatching(/^[0-9a-f]{6}$/), hasMask: false, persistentId: null },
    ];
    const { bank, asked } = await bankAnswering(200, { link_sessions: sessions });
    expect(await unwrap(bank.readLink('link-1'))).toEqual({
      newItems: [
        { publicToken: 'public-a', institutionId: 'ins_a', institutionName: 'a', accounts },
        { publicToken: 'public-b', institutionId: 'ins_b', institutionName: 'b', accounts },
        { publicToken: 'public-c', institutionId: null, institutionName: null, accounts: [] },
      ],
      refusal: null,
      isOver: true,
    });
    expect(asked()).toEqual([['/link/token/get', { link_token: 'link-1' }]]);
  });

  it.each(['exit', 'on_exit'])('tell why Link refused a bank, the last one of several: %s', async (name) => {
    const refused = (code: string, bank: string | null) => ({
      ...FINISHED,
      [name]: {
        error: { error_type: 'ITEM_ERROR', error_code: code, error_message: 'hostile' },
        metadata: { institution: bank && { name: bank, institution_id: 'ins_1' }, request_id: 'r1' },
      },
    });
    const refusalOf = async (...sessions: object[]) => {
      const { bank } = await bankAnswering(200, { link_sessions: sessions });
      return (await unwrap(bank.readLink('link-1'))).refusal;
    };
    expect(
      await refusalOf(refused('NO_ACCOUNTS', 'Mill Home Loans'), refused('INVALID_MFA', 'A')),
    ).toMatchObject({
      error: { code: 'NO_ACCOUNTS', requestId: 'r1' },
      institutionName: 'Mill Home Loans',
    });
    expect(await refusalOf(refused('NO_ACCOUNTS', null))).toMatchObject({ institutionName: null });
    expect(await refusalOf(EXITED, GIVEN_UP)).toBeNull();
  });

  it.each([
    [[LINKED]],
    [[GIVEN_UP]],
    [[EXITED]],
    [[{ on_exit: { error: null } }]],
    [[LINKED, GIVEN_UP]],
    [[GIVEN_UP, LINKED]],
    // The page was opened once more, and left there.
    [[OPEN, LINKED]],
  ])('are over when each of them is, or one has brought a bank and the others none: %j', async (sessions) => {
    const { bank } = await bankAnswering(200, { link_sessions: sessions });
    expect(await unwrap(bank.readLink('link-1'))).toMatchObject({ isOver: true });
  });

  it.each<[object[] | null | undefined, number]>([
    [undefined, 0],
    [null, 0],
    [[], 0],
    [[OPEN], 0],
    [[OPEN_WITH_ONE], 1],
    [[LINKED, OPEN_WITH_ONE], 2],
    [[GIVEN_UP, OPEN], 0],
    // Finished, but its results have not arrived.
    [[{ ...FINISHED, results: null }], 0],
  ])(
    'are not over while one of them may bring a bank: %j has %d new Items so far',
    async (sessions, count) => {
      const { bank } = await bankAnswering(200, { link_sessions: sessions });
      const { newItems, isOver } = await unwrap(bank.readLink('link-1'));
      expect([newItems.length, isOver]).toEqual([count, false]);
    },
  );
});

it('a public token is exchanged for an access token', async () => {
  const { bank, asked } = await bankAnswering(200, { access_token: 'access-1', item_id: 'item-1' });
  expect(await unwrap(bank.exchange('public-1'))).toEqual({ accessToken: 'access-1', itemId: 'item-1' });
  expect(asked()).toEqual([['/item/public_token/exchange', { public_token: 'public-1' }]]);
});
