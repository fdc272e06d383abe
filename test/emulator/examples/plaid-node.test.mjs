// Tests of a program that uses Plaid, without Plaid. It needs plaid, vitest and the package of `npm run emulator:pack`.
import { startEmulator } from 'ledgerless-emulator';
import { Configuration, PlaidApi } from 'plaid';
import { afterAll, beforeEach, expect, it } from 'vitest';

const emulator = await startEmulator();
afterAll(() => emulator.close());
beforeEach(() => emulator.control.reset());

const plaid = new PlaidApi(
  new Configuration({
    basePath: emulator.baseUrl,
    baseOptions: { headers: { 'PLAID-CLIENT-ID': 'any', 'PLAID-SECRET': 'any' } },
  }),
);

it('reads the balances of a bank', async () => {
  const { accessToken } = emulator.control.createItem({ institutionId: 'ins_900001', person: 'couple' });
  const { data } = await plaid.accountsGet({ access_token: accessToken });
  expect(data.accounts.map(({ subtype }) => subtype)).toContain('checking');
});

it('says when a bank asks for a new sign-in, and reads it again afterwards', async () => {
  const { id, accessToken } = emulator.control.createItem({ institutionId: 'ins_900001', person: 'student' });
  emulator.control.breakItem(id, 'ITEM_LOGIN_REQUIRED');
  const refused = plaid.accountsGet({ access_token: accessToken });
  await expect(refused).rejects.toMatchObject({
    response: { data: { error_code: 'ITEM_LOGIN_REQUIRED' } },
  });
  emulator.control.mendItem(id);
  expect((await plaid.accountsGet({ access_token: accessToken })).status).toBe(200);
});

it('does not wait for a bank that hangs', async () => {
  const { accessToken } = emulator.control.createItem({ institutionId: 'ins_900001', person: 'couple' });
  emulator.control.hold({ path: '/accounts/get' });
  const late = plaid.accountsGet({ access_token: accessToken }, { timeout: 200 });
  await expect(late).rejects.toThrow('timeout');
});
