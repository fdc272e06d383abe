import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { asked } from '../../support/asked.ts';
import { type ClockedApp, startClockedApp } from '../../support/clocked-app.ts';
import { linkBank } from '../../support/link.ts';

let app: ClockedApp;
beforeEach(async () => {
  app = await startClockedApp();
});
afterEach(() => app.close());

const control = () => app.emulator.control;
const callsTo = (path: string) =>
  control()
    .calls()
    .filter((call) => call.path === path).length;

/** A webhook is answered after a second at the latest, and its work goes on behind it. */
const untilEnded = () => vi.waitFor(() => expect(control().items()).toEqual([]), 10_000);

/** A webhook like Plaid's, to the address that Plaid has for the only Item. */
function webhook({ url = control().items()[0]?.webhook ?? '', body = '{}', at = app.now() } = {}) {
  const headers = { 'Content-Type': 'application/json', 'Plaid-Verification': control().sign(body, at) };
  return { url, body, headers };
}

async function send({ url, body, headers }: ReturnType<typeof webhook>): Promise<number> {
  return (await fetch(url, { method: 'POST', headers, body })).status;
}

describe('a webhook about a bank whose time is over', () => {
  it('ends the bank at Plaid, and its user', async () => {
    await linkBank(app.newClient());
    const word = webhook();
    await app.pass(24);
    await untilEnded();
    expect(control().users()).toEqual([]);
    expect(await send(word)).toBe(401);
  });

  it('ends it after a restart too, when nobody remembers it', async () => {
    await linkBank(app.newClient());
    app.services.expirySchedule.forget(control().users()[0]?.id ?? '');
    await app.pass(25);
    await untilEnded();
  });

  it('answers Plaid with an error when Plaid did not confirm, and ends it when it is told again', async () => {
    await linkBank(app.newClient());
    const restore = control().inject(
      { kind: 'error', code: 'INTERNAL_SERVER_ERROR' },
      { path: '/user/remove' },
    );
    await app.pass(25);
    expect(control().webhooks().at(-1)?.status).toBe(500);
    expect(control().items()).toHaveLength(1);
    restore();
    await app.pass(0.02);
    expect(control().webhooks().at(-1)?.status).toBe(200);
    expect(control().items()).toEqual([]);
  });

  it('is answered before the work is done', async () => {
    await linkBank(app.newClient());
    const { url = '' } = webhook();
    const release = control().hold({ path: '/user/remove' });
    const passing = app.pass(25);
    await vi.waitFor(() => expect(callsTo('/user/items/get')).toBe(1), 10_000);
    expect(await send(webhook({ url }))).toBe(200);
    await passing;
    release();
    await untilEnded();
  });

  it('asks Plaid once, however often it is repeated', async () => {
    await linkBank(app.newClient());
    const { url } = webhook();
    await app.pass(25);
    await untilEnded();
    const before = asked(app.emulator).length;
    for (let i = 0; i < 5; i += 1) expect(await send(webhook({ url }))).toBe(200);
    expect(asked(app.emulator)).toHaveLength(before);
  });
});

describe('a webhook before the time is over', () => {
  it('changes nothing and asks nothing', async () => {
    await linkBank(app.newClient());
    await send(webhook());
    const before = asked(app.emulator).length;
    expect(await send(webhook())).toBe(200);
    expect(asked(app.emulator)).toHaveLength(before);
    expect(control().items()).toHaveLength(1);
  });

  it('tells a restarted server of a bank whose owner never comes back', async () => {
    await linkBank(app.newClient());
    const userId = control().users()[0]?.id ?? '';
    app.services.expirySchedule.forget(userId);
    await send(webhook());
    control().inject({ kind: 'reset' }, { path: '/user/items/get', times: 3 });
    await app.pass(25);
    // The webhook may be answered before the last of its tries.
    await vi.waitFor(() => expect(callsTo('/user/items/get')).toBe(3), 10_000);
    expect(control().items()).toHaveLength(1);
    await vi.waitFor(async () => {
      await app.services.expirySchedule.sweep();
      expect(control().items()).toEqual([]);
    }, 10_000);
  });
});

describe('an address that anybody may call', () => {
  it('sets no cookie, opens no session and needs no origin', async () => {
    await linkBank(app.newClient());
    const { url, body, headers } = webhook();
    const answer = await fetch(url, { method: 'POST', headers, body });
    expect([answer.status, answer.headers.getSetCookie()]).toEqual([200, []]);
  });

  it('keeps its secrets out of the log', async () => {
    await linkBank(app.newClient());
    const { url } = webhook();
    await send(webhook());
    const sealed = url.split('/').at(-1) ?? 'none';
    expect(app.logLines.join('')).not.toContain(sealed);
    expect(app.logLines.join('')).toContain('/plaid/webhook/:sealed');
  });
});
