/** Somebody reads a genuine webhook on its way, and sends it again: at once, and after the five minutes that Plaid gives it. */

import { startEmulator } from '../../src/emulator/emulator.ts';
import type { Client } from '../support/client.ts';
import { linkBank } from '../support/link.ts';
import { hasRedis, startRedis } from '../support/redis.ts';
import { type Attack, startTarget } from './attack.ts';

const TIMES = 50;
const VIEWS = 5;
const HOUR_MS = 3_600_000;

async function send({ url, body, token }: { url: string; body: string; token: string }): Promise<number> {
  return (await fetch(url, { method: 'POST', headers: { 'plaid-verification': token }, body })).status;
}

export const webhookReplay: Attack = {
  name: 'send one of Plaid’s webhooks again, to have banks asked or ended',
  cannotRun: hasRedis ? undefined : 'without Redis there is nothing that a webhook could clear',
  async run(bundle) {
    // Plaid's clock: the bank is linked an hour ago, and Plaid has told all it knows of it.
    let behindMs = HOUR_MS;
    const emulator = await startEmulator({ clock: () => new Date(Date.now() - behindMs) });
    const { control } = emulator;
    const redis = await startRedis();
    const target = await startTarget(bundle, { RATE_LIMIT: '0', REDIS_URL: redis.url }, emulator);
    const person = target.newClient();
    await linkBank(person);
    behindMs = 0;
    await control.tick();
    const [item] = control.items();
    const body = JSON.stringify({
      webhook_type: 'TRANSACTIONS',
      webhook_code: 'DEFAULT_UPDATE',
      item_id: item?.id,
    });
    const webhook = { url: item?.webhook ?? '', body, token: control.sign(body) };
    const readings = () => control.calls().filter(({ path }) => path === '/transactions/get').length;

    const genuine = await send(webhook);
    const before = control.calls().length;
    const statuses = await Promise.all(Array.from({ length: TIMES }, () => send(webhook)));
    const callsByReplay = control.calls().length - before;
    await readOnce(person, redis.send);
    const readBefore = readings();
    for (let view = 0; view < VIEWS; view += 1) {
      statuses.push(await send(webhook));
      await readOnce(person, redis.send);
    }
    const readAgain = readings() - readBefore;
    const late = await send({ ...webhook, token: control.sign(body, new Date(Date.now() - 301_000)) });
    const early = await send({ ...webhook, token: control.sign(body, new Date(Date.now() - 280_000)) });

    const left = control.items().length;
    await target.close();
    await Promise.all([emulator.close(), redis.close()]);
    const isAnswered = genuine === 200 && early === 200 && statuses.every((status) => status === 200);
    if (!isAnswered) throw new Error('the genuine webhook was refused, so that nothing was tried');
    return {
      hasSucceeded: callsByReplay + readAgain > 0 || late !== 401 || left !== 1,
      figure:
        `${TIMES} replays made ${callsByReplay} calls to Plaid, ${VIEWS} more made the bank be read ${readAgain} times; ` +
        `after five minutes: ${late}; banks left: ${left} of 1`,
    };
  },
};

/** One view, which may be cached as if the seconds had passed in which nothing is. */
async function readOnce(person: Client, send: (...words: string[]) => Promise<unknown>): Promise<void> {
  const names = (await send('KEYS', 'ledgerless:copy:*:removed')) as string[];
  if (names.length > 0) await send('DEL', ...names);
  await person.get('/recurring');
}
