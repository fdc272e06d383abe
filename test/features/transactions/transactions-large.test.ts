import { afterAll, expect, it } from 'vitest';
import { linkBank } from '../../support/link.ts';
import { startTestApp } from '../../support/test-app.ts';

const BUSINESS_BANK = 'ins_900007';

const app = await startTestApp();
afterAll(() => app.close());

it('a bank with more than 20,000 transactions has small pages', async () => {
  const client = app.newClient();
  await linkBank(client, { bank: BUSINESS_BANK });
  // The emulator makes its books when it is first asked, which a busy machine does not do in ten seconds.
  await client.get('/transactions?days=730');
  const { text, page } = await client.get('/transactions?days=730');
  expect(Number(page('.found strong').text().replaceAll(/\D/g, ''))).toBeGreaterThan(20_000);
  expect(Buffer.byteLength(text)).toBeLessThan(300_000);
  expect(Buffer.byteLength((await client.get('/spending?months=24')).text)).toBeLessThan(300_000);
});
