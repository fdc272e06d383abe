/** Every field of every answer of Plaid, replaced one at a time: the result, and what is logged of it. */

import { afterAll, describe, expect, it } from 'vitest';
import { createLog } from '../../src/log.ts';
import { createFailures } from '../../src/plaid/failures.ts';
import type { Gateway, PlaidCallOptions, Result } from '../../src/plaid/gateway.ts';
import { createGateway } from '../../src/plaid/plaid-gateway.ts';
import { beginLink, finishAtPlaid, linkBank } from '../support/link.ts';
import { startPlaidProxy } from '../support/plaid-proxy.ts';
import { startTestApp } from '../support/test-app.ts';
import { startUpstream } from './upstream.ts';

const CANARY = 'Seidenschwanz9173';
/** What each value is replaced by. */
const POISONS = [CANARY, { [CANARY]: CANARY }, [[CANARY]], 91_737_31.73, null];
const PAGE = { owner: { userId: 'usr_1' }, returnUrl: 'https://ledgerless.example/link/return' };
const RANGE = { from: '2026-01-01', to: '2026-05-20' };

/** These ask nothing. */
const MEMORIES = ['hasUsers', 'hasLiabilities'] as const;
type Call = Exclude<keyof Gateway, (typeof MEMORIES)[number]>;
type Ask = (bank: Gateway, options: PlaidCallOptions) => Promise<Result<unknown>>;

/** Every call of the gateway, and its endpoint. */
const CALLS: Readonly<Record<Call, readonly [endpoint: string, ask: Ask]>> = {
  item: ['/item/get', (bank, options) => bank.item('a', options)],
  plaidTime: ['/item/get', (bank, options) => bank.plaidTime('a', options)],
  liveBalances: ['/accounts/balance/get', (bank, options) => bank.liveBalances('a', options)],
  accounts: ['/accounts/get', (bank, options) => bank.accounts('a', options)],
  history: ['/transactions/get', (bank, options) => bank.history('a', RANGE, options)],
  historyPart: [
    '/transactions/get',
    (bank, options) => bank.historyPart('a', { range: RANGE, offset: 0, count: 500 }, options),
  ],
  historyPages: [
    '/transactions/get',
    async (bank, options) => (await bank.historyPages('a', RANGE, options).next()).value as Result<unknown>,
  ],
  liabilities: ['/liabilities/get', (bank, options) => bank.liabilities('a', options)],
  sharedAccounts: ['/accounts/get', (bank, options) => bank.sharedAccounts('a', options)],
  institutionCountries: [
    '/institutions/get_by_id',
    (bank, options) => bank.institutionCountries('ins_900001', options),
  ],
  setWebhook: [
    '/item/webhook/update',
    (bank, options) => bank.setWebhook('a', 'https://ledgerless.example', options),
  ],
  webhookKey: ['/webhook_verification_key/get', (bank, options) => bank.webhookKey('k', options)],
  remove: ['/item/remove', (bank, options) => bank.remove('a', options)],
  startLink: [
    '/link/token/create',
    (bank, options) => bank.startLink({ ...PAGE, webhookUrl: null }, options),
  ],
  startUpdate: [
    '/link/token/create',
    (bank, options) => bank.startUpdate({ ...PAGE, accessToken: 'a' }, options),
  ],
  readLink: ['/link/token/get', (bank, options) => bank.readLink('l', options)],
  exchange: ['/item/public_token/exchange', (bank, options) => bank.exchange('p', options)],
  createUser: ['/user/create', (bank, options) => bank.createUser('name', options)],
  userItems: ['/user/items/get', (bank, options) => bank.userItems('u', options)],
  userItemsAndTime: ['/user/items/get', (bank, options) => bank.userItemsAndTime('u', options)],
  removeUserItems: ['/user/items/remove', (bank, options) => bank.removeUserItems('u', ['i'], options)],
  removeUser: ['/user/remove', (bank, options) => bank.removeUser('u', options)],
};

/** A JSON value with each of its places replaced in turn; of a list, only its first entry. */
function* poisoned(value: unknown, poison: unknown): Generator<unknown> {
  yield poison;
  if (Array.isArray(value)) {
    for (const first of poisoned(value[0], poison)) yield [first];
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, own] of Object.entries(value)) {
      for (const changed of poisoned(own, poison)) yield { ...shortened(value), [key]: changed };
    }
  }
}

/** The same with one entry of each list. */
function shortened(value: object): object {
  return Object.fromEntries(
    Object.entries(value).map(([key, own]) => [key, Array.isArray(own) ? own.slice(0, 1) : own]),
  );
}

/** Endpoints whose answers have required fields. */
const MAPPED = [
  ...['/accounts/get', '/accounts/balance/get', '/transactions/get', '/liabilities/get', '/item/get'],
];

/** Unchanged answers by their endpoint. */
const answers = await recordAnswers();
let answer: unknown;
const upstream = await startUpstream((_req, res) => void res.end(JSON.stringify(answer)));
afterAll(() => upstream.close());
const { baseUrl } = upstream;
const bank = createGateway({ baseUrl, clientId: 'client', secret: 'secret', countryCodes: ['US'] });

describe('an answer with one wrong value', () => {
  it('is tested for every call of the gateway', () => {
    const calls = Object.keys(bank).filter((name) => !MEMORIES.includes(name as (typeof MEMORIES)[number]));
    expect(calls.toSorted()).toEqual(Object.keys(CALLS).toSorted());
  });

  it.each(Object.entries(CALLS))(
    'to the call `%s` is mapped, or logged as a fault of ours in one line that quotes nothing of it',
    async (name, [endpoint, call]) => {
      const whole = answers.get(endpoint);
      expect(whole, endpoint).toMatchObject({ request_id: expect.any(String) });
      const { request_id: requestId } = whole as { request_id: string };
      let faults = 0;
      for (const poison of POISONS) {
        for (answer of poisoned(whole, poison)) {
          const lines: string[] = [];
          const log = createLog('trace', { write: (line) => void lines.push(line) });
          const result = await call(bank, { onFailure: createFailures(log, () => new Date()).note });
          const logged = lines.map((line) => JSON.parse(line));
          if (result.ok) expect(logged).toEqual([]);
          else expect(logged.length).toBeGreaterThan(0);
          expect(lines.join('')).not.toMatch(/Seidenschwanz|9173731/);
          for (const line of logged) {
            expect(line).toMatchObject({ msg: 'plaid', endpoint });
            if (line.kind !== 'unexpected') continue;
            faults += 1;
            expect(line).toMatchObject({ level: 50, error: expect.any(String), at: expect.any(String) });
            const sent = (answer as { request_id?: unknown }).request_id;
            const word = typeof sent === 'string' ? sent : null;
            expect(line.plaidRequestId).toBe(sent === requestId ? requestId : word);
          }
        }
      }
      // Of the time nothing but a header is read.
      if (MAPPED.includes(endpoint) && name !== 'plaidTime') expect(faults).toBeGreaterThan(0);
    },
  );
});

/** Links, reads, extends, repairs and removes in a test app, so that every endpoint has answered. */
async function recordAnswers(): Promise<Map<string, object>> {
  const recorded = new Map<string, object>();
  const plaid = await startTestApp();
  const { emulator } = plaid;
  const proxy = await startPlaidProxy(emulator.baseUrl);
  proxy.change = (path, text) => {
    const told = JSON.parse(text);
    if (!told.error_code) recorded.set(path, told);
    return text;
  };
  const env = { PLAID_BASE_URL: proxy.url, LIVE_BALANCES: 'view' };
  const app = await startTestApp({ env, emulator });
  const { gateway } = app.services;
  const client = app.newClient();
  await linkBank(client, { bank: 'ins_900002' });
  for (const path of ['/dashboard', '/credit', '/transactions']) await client.get(path);
  const [item] = emulator.control.items();
  await gateway.accounts(item?.accessToken ?? '');
  await gateway.institutionCountries('ins_900002');
  await gateway.setWebhook(item?.accessToken ?? '', 'https://ledgerless.example/hook');
  const [header = ''] = emulator.control.sign('{}').split('.');
  await gateway.webhookKey(JSON.parse(Buffer.from(header, 'base64url').toString()).kid);
  const hostedUrl = await beginLink(client);
  await finishAtPlaid(hostedUrl);
  await client.get(await finishAtPlaid(hostedUrl, { bank: 'ins_900003' }));
  const [user] = emulator.control.users().slice(-1);
  const items = await gateway.userItems(user?.id ?? '');
  if (items.ok) await gateway.removeUserItems(user?.id ?? '', [items.value?.[0]?.itemId ?? '']);
  await client.post('/logout');
  await app.close();
  await proxy.close();
  await plaid.close();
  return recorded;
}
