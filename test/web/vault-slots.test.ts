import express from 'express';
import request from 'supertest';
import { describe, expect, it } from 'vitest';
import { createSealer } from '../../src/crypto/sealer.ts';
import { type Vault, vaultMiddleware } from '../../src/web/vault.ts';
import { DAY_MS, keyNamed, START } from './samples.ts';

const inDays = (days: number) => new Date(START.getTime() + days * DAY_MS);

/** What becomes of three entries, added by one request, and which cookies were sent after them. */
async function withThree(act: (vault: Vault, slots: readonly string[]) => void) {
  const app = express();
  app.use(vaultMiddleware({ sealer: createSealer([keyNamed('vault')]), isSecure: false, now: () => START }));
  app.get('/', (req, res) => {
    for (const text of ['one', 'two', 'three']) {
      req.vault.add({ content: Buffer.from(text), expiresAt: inDays(1), isSessionOnly: false });
    }
    act(
      req.vault,
      req.vault.entries.map(({ slot }) => slot),
    );
    res.json(req.vault.entries.map(({ content, expiresAt }) => `${content} ${expiresAt.toISOString()}`));
  });
  const { status, body, headers } = await request(app).get('/');
  expect(status).toBe(200);
  return { entries: body, linesSent: (headers['set-cookie'] as unknown as string[]).slice(3) };
}

const [TOMORROW, IN_A_WEEK] = [inDays(1).toISOString(), inDays(7).toISOString()];

describe('a slot', () => {
  it('is extended alone', async () => {
    const { entries, linesSent } = await withThree((vault, slots) =>
      vault.extend(slots[1] ?? '', { expiresAt: inDays(7), isSessionOnly: false }),
    );
    expect(entries).toEqual([`one ${TOMORROW}`, `two ${IN_A_WEEK}`, `three ${TOMORROW}`]);
    expect(linesSent).toHaveLength(1);
  });

  it('is removed alone', async () => {
    const { entries } = await withThree((vault, slots) => vault.remove(slots[1] ?? ''));
    expect(entries).toEqual([`one ${TOMORROW}`, `three ${TOMORROW}`]);
  });

  it('that nobody has is neither extended nor takes another with it', async () => {
    const { entries, linesSent } = await withThree((vault) => {
      vault.extend('nobody', { expiresAt: inDays(7), isSessionOnly: false });
      vault.remove('nobody');
    });
    expect(entries).toEqual([`one ${TOMORROW}`, `two ${TOMORROW}`, `three ${TOMORROW}`]);
    expect(linesSent).toEqual([
      expect.stringMatching(
        /^bank-nobody=; Path=\/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly; SameSite=Lax$/,
      ),
    ]);
  });
});
