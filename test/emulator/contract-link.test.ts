import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Bench } from './client.ts';
import { expectValid, LINK, NOBODY, openContract } from './contract.ts';
import type { PlaidDocument } from './plaid-document.ts';

describe('what is told of a visit to Link fits Plaid’s OpenAPI document', () => {
  let document: PlaidDocument;
  let bench: Bench;

  beforeAll(async () => {
    ({ document, bench } = await openContract());
  }, 60_000);
  afterAll(() => bench.emulator.close());

  /** A person's last step on the page of a link. */
  function finish(linkToken: unknown, step: string): Promise<Response> {
    const form = new URLSearchParams({ bank: 'ins_900001', person: 'student', account: '0' });
    const url = `${bench.emulator.baseUrl}/demo/link/${linkToken}/${step}`;
    return fetch(url, { method: 'POST', body: form, redirect: 'manual' });
  }

  it('link sessions fit after success, after giving up and in update mode', async () => {
    const wish = { institutionId: 'ins_900001', person: 'couple', webhook: NOBODY };
    const { accessToken } = bench.emulator.control.createItem(wish);
    for (const [step, request] of [
      ['accounts', LINK],
      ['cancel', LINK],
      ['repair', { ...LINK, products: undefined, access_token: accessToken }],
    ] as const) {
      const { link_token } = (await bench.post('/link/token/create', request)).body;
      expect((await finish(link_token, step)).status).toBe(303);
      const answer = await bench.post('/link/token/get', { link_token });
      expectValid(document.answerOf('/link/token/get'), answer.body);
    }
  });

  it('the webhook that ends a Link session fits', async () => {
    const request = { ...LINK, webhook: NOBODY };
    const { link_token } = (await bench.post('/link/token/create', request)).body;
    await finish(link_token, 'accounts');
    await bench.emulator.control.tick();
    const sent = JSON.parse(bench.emulator.control.webhooks().at(-1)?.body ?? '{}');
    expect(sent).toMatchObject({ webhook_code: 'SESSION_FINISHED', status: 'SUCCESS', link_token });
    expect(sent.public_tokens).toHaveLength(1);
    expectValid(document.schema('LinkSessionFinishedWebhook'), sent);
  });
});
