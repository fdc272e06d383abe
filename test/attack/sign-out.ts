/** Somebody has copied a browser's cookies before its owner signed out, logged out or deleted everything. */

import type { Client } from '../support/client.ts';
import { signIn } from '../support/sign-in.ts';
import { type AccountsTarget, LACKS_POSTGRES, startAccountsTarget } from './accounts.ts';
import { type Attack, startTarget } from './attack.ts';

const TOKEN = 'the-first-token-of-the-operator';
const WAYS_OUT = ['/sign-out', '/logout', '/delete-me'];

const opensAccount = async (thief: Client) => (await thief.get('/account')).status === 200;
const opensSetup = async (thief: Client) => (await thief.get('/setup')).page('main table').length > 0;

/** How many of the copies still open the account, and whether one could delete it once its owner is back. */
async function attackUser({ target, mail, postgres }: AccountsTarget, wayOut: string) {
  const email = `victim${wayOut.replace('/', '.')}@example.org`;
  const [victim, phone] = [target.newClient(), target.newClient()];
  for (const browser of [victim, phone]) await signIn(browser, mail, email);
  const copies = [victim.copy(), phone.copy()];
  await victim.post(wayOut);
  const opened = await Promise.all(copies.map((copy) => opensAccount(copy.copy())));
  await signIn(victim, mail, email);
  await copies[0]?.post('/delete-me');
  await copies[1]?.post('/sign-out');
  const rows = await postgres.query(`SELECT 1 FROM users WHERE email = '${email}'`);
  const hasHarmed = rows.length === 0 || !(await opensAccount(victim));
  return { opened: opened.filter(Boolean).length, hasHarmed };
}

export const signOut: Attack = {
  name: 'go on being signed in as somebody who has signed out',
  cannotRun: LACKS_POSTGRES,
  async run(bundle) {
    const accounts = await startAccountsTarget(bundle, { SETUP_TOKEN: TOKEN });
    const { target } = accounts;
    const outcomes = [];
    for (const wayOut of WAYS_OUT) outcomes.push(await attackUser(accounts, wayOut));

    const operator = target.newClient();
    await operator.post('/setup', { token: TOKEN });
    if (!(await opensSetup(operator))) throw new Error('the token does not open the set-up page');
    const env = { ...accounts.env, SETUP_TOKEN: 'the-second-token-of-the-operator' };
    const changed = await startTarget(bundle, env, target.emulator);
    const isSetupOpen = await opensSetup(operator.copy().at(changed.url));
    await changed.close();
    await accounts.close();

    const opened = outcomes.reduce((sum, outcome) => sum + outcome.opened, 0);
    const harmed = outcomes.filter(({ hasHarmed }) => hasHarmed).length;
    return {
      hasSucceeded: opened + harmed > 0 || isSetupOpen,
      figure: `of ${2 * WAYS_OUT.length} copies ${opened} open the account; accounts deleted or signed out by a copy ${harmed}; set-up open after another token: ${isSetupOpen ? 'yes' : 'no'}`,
    };
  },
};
