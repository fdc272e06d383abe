/** Every field of every answer of Plaid's, wrong one at a time: what comes of it, and what the log tells of it. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLog } from '../../src/log.ts';
import { logFailure } from '../../src/plaid/failure-log.ts';
import type { Gateway, PlaidCallOptions, Result } from '../../src/plaid/gateway.ts';
import { createGateway } from '../../src/plaid/plaid-gateway.ts';
import { beginLink, finishAtPlaid, linkBank } from '../support/link.ts';
import { type PlaidProxy, startPlaidProxy } from '../support/plaid-proxy.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';
import { startUpstream, type Upstream } from './upstream.ts';

const CANARY = 'Seidenschwanz9173';
/** What stands in place of each value. */
const POISONS = [CANARY, { [CANARY]: CANARY }, [[CANARY]], 91_737_31.73, null];
const PAGE = { owner: { userId: 'usr_1' }, returnUrl: 'https://ledgerless.example/link/return' };
const RANGE = { from: '2026-01-01', to: '2026-05-20' };

type Question = Exclude<keyof Gateway, 'hasUsers'>;
type Ask = (bank: Gateway, callOptions: PlaidCallOptions) => Promise<Result<unknown>>;

/** Everything that Plaid is asked, and where. */
const QUESTIONS: Readonly<Record<Question, readonly [endpoint: string, ask: Ask]>> = {
  item: ['/item/get', (bank, asking) => bank.item('a', asking)],
  liveBalances: ['/accounts/balance/get', (bank, asking) => bank.liveBalances('a', asking)],
  accounts: ['/accounts/get', (bank, asking) => bank.accounts('a', asking)],
  history: ['/transactions/get', (bank, asking) => bank.history('a', RANGE, asking)],
  historyPages: [
    '/transactions/get',
    async (bank, callOptions) =>
      (await bank.historyPages('a', { range: RANGE }, callOptions).next()).value as Result<unknown>,
  ],
  liabilities: ['/liabilities/get', (bank, asking) => bank.liabilities('a', asking)],
  overlap: ['/accounts/get', (bank, asking) => bank.overlap('a', 'b', asking)],
  setWebhook: [
    '/item/webhook/update',
    (bank, callOptions) => bank.setWebhook('a', 'https://ledgerless.example', callOptions),
  ],
  webhookKey: ['/webhook_verification_key/get', (bank, asking) => bank.webhookKey('k', asking)],
  remove: ['/item/remove', (bank, asking) => bank.remove('a', asking)],
  startLink: [
    '/link/token/create',
    (bank, callOptions) => bank.startLink({ ...PAGE, webhookUrl: null }, callOptions),
  ],
  startRepair: [
    '/link/token/create',
    (bank, callOptions) => bank.startRepair({ ...PAGE, accessToken: 'a' }, callOptions),
  ],
  readLink: ['/link/token/get', (bank, asking) => bank.readLink('l', asking)],
  exchange: ['/item/public_token/exchange', (bank, asking) => bank.exchange('p', asking)],
  createUser: ['/user/create', (bank, asking) => bank.createUser('name', asking)],
  userItems: ['/user/items/get', (bank, asking) => bank.userItems('u', asking)],
  removeUserItems: ['/user/items/remove', (bank, asking) => bank.removeUserItems('u', ['i'], asking)],
  removeUser: ['/user/remove', (bank, asking) => bank.removeUser('u', asking)],
};

/** A JSON text with the value at each of its places replaced, of a list only at its first entry. */
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

describe('an answer with one wrong value', () => {
  const answers = new Map<string, object>();
  let app: TestApp;
  let proxy: PlaidProxy;
  let upstream: Upstream;
  let bank: Gateway;
  let answer: unknown;
  beforeAll(async () => {
    const plaid = await startTestApp();
    proxy = await startPlaidProxy(plaid.emulator.baseUrl);
    proxy.change = (path, text) => {
      const told = JSON.parse(text);
      if (!told.error_code) answers.set(path, told);
      return text;
    };
    app = await startTestApp({ env: { PLAID_BASE_URL: proxy.url }, emulator: plaid.emulator });
    await hearEveryAnswer(app);
    await plaid.close();
    upstream = await startUpstream((_req, res) => void res.end(JSON.stringify(answer)));
    const { baseUrl } = upstream;
    bank = createGateway({ baseUrl, clientId: 'client', secret: 'secret', countryCodes: ['US'] });
  });
  afterAll(async () => {
    await app.close();
    await proxy.close();
    await upstream.close();
  });

  it('is asked for by each question of the gateway', () => {
    const asked = Object.keys(bank).filter((name) => name !== 'hasUsers');
    expect(asked.toSorted()).toEqual(Object.keys(QUESTIONS).toSorted());
  });

  it.each(Object.entries(QUESTIONS))(
    'to the question `%s` is mapped, or told as a fault of ours in one line that quotes nothing of it',
    async (_name, [endpoint, ask]) => {
      const whole = answers.get(endpoint);
      expect(whole, endpoint).toMatchObject({ request_id: expect.any(String) });
      const { request_id: requestId } = whole as { request_id: string };
      let faults = 0;
      for (const poison of POISONS) {
        for (answer of poisoned(whole, poison)) {
          const lines: string[] = [];
          const log = createLog('trace', { write: (line) => void lines.push(line) });
          const result = await ask(bank, { onFailure: (failure) => logFailure(log, failure) });
          const told = lines.map((line) => JSON.parse(line));
          if (result.ok) expect(told).toEqual([]);
          else expect(told.length).toBeGreaterThan(0);
          expect(lines.join('')).not.toMatch(/Seidenschwanz|9173731/);
          for (const line of told) {
            expect(line).toMatchObject({ msg: 'plaid', endpoint });
            if (line.kind !== 'unexpected') continue;
            faults += 1;
            expect(line).toMatchObject({ level: 50, error: expect.any(String), at: expect.any(String) });
            const kept = (answer as { request_id?: unknown }).request_id;
            expect(line.plaidRequestId).toBe(kept === requestId ? requestId : wordOf(kept));
          }
        }
      }
      if (MAPPED.includes(endpoint)) expect(faults).toBeGreaterThan(0);
    },
  );
});

/** Of the others nothing is read that could be missing. */
const MAPPED = [
  '/accounts/get',
  '/accounts/balance/get',
  '/transactions/get',
  '/liabilities/get',
  '/item/get',
];

function wordOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

/** Links, looks, keeps longer, repairs and ends, so that every endpoint has answered. */
async function hearEveryAnswer(app: TestApp): Promise<void> {
  const { gateway } = app.services;
  const person = app.newClient();
  await linkBank(person, { bank: 'ins_900002' });
  for (const path of ['/dashboard', '/credit', '/transactions']) await person.get(path);
  const [item] = app.emulator.control.items();
  await gateway.accounts(item?.accessToken ?? '');
  await gateway.setWebhook(item?.accessToken ?? '', 'https://ledgerless.example/hook');
  const { kid } = JSON.parse(
    Buffer.from(app.emulator.control.sign('{}').split('.')[0] ?? '', 'base64url').toString(),
  );
  await gateway.webhookKey(kid);
  const hostedUrl = await beginLink(person);
  await finishAtPlaid(hostedUrl);
  await person.get(await finishAtPlaid(hostedUrl, { bank: 'ins_900003' }));
  const [user] = app.emulator.control.users().slice(-1);
  const items = await gateway.userItems(user?.id ?? '');
  if (items.ok) await gateway.removeUserItems(user?.id ?? '', [items.value[0]?.itemId ?? '']);
  await person.post('/logout');
}
