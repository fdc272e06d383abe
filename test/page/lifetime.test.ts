import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDemo } from '../support/demo.ts';
import { beginLink, finishAtPlaid } from '../support/link.ts';
import { noticesOf } from '../support/pages.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';

const DAY_S = 86_400;

describe('the bank cookie', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp({ env: { MAX_SESSION_DAYS: '30' } });
  });
  afterAll(() => app.close());

  it.each([
    ['session', null],
    ['1', DAY_S],
    ['30', 30 * DAY_S],
    ['90', 30 * DAY_S],
    ['', 30 * DAY_S],
  ])('for the choice "%s" lasts as long as was chosen and allowed', async (lifetime, seconds) => {
    const client = app.newClient();
    const begun = await client.post('/link', { lifetime });
    const back = await client.get(await finishAtPlaid(begun.location ?? ''));
    const line = back.headers.getSetCookie().find((cookie) => cookie.startsWith('bank-')) ?? '';
    const maxAge = /Max-Age=(\d+)/.exec(line)?.[1];
    expect(maxAge === undefined ? null : Math.round(Number(maxAge) / 60) * 60).toBe(seconds);
    expect(line).toMatch(/; HttpOnly; SameSite=Lax$/);
    expect(line).not.toContain('Secure');
  });

  it('can last each length within the limit, and 30 days unless another is chosen', async () => {
    const { page } = await app.newClient().get('/');
    const values = page('[name=lifetime]').toArray();
    expect(values.map((radio) => page(radio).attr('value'))).toEqual(['session', '1', '30']);
    expect(page('[name=lifetime][checked]').attr('value')).toBe('30');
  });

  it('costs more where it is shorter, which is said where Plaid bills', async () => {
    const billed = await startTestApp({ env: { PLAID_ENV: 'production' } });
    const { page } = await billed.newClient().get('/');
    await billed.close();
    expect(page('form.connect fieldset').text()).toMatch(
      /A shorter time costs more .* each new connection and calendar month, .* Trial plan an ended connection still counts/,
    );
  });

  it('lasts as long as was chosen before the visit to Plaid, whatever the return address says', async () => {
    const client = app.newClient();
    const returnUrl = await finishAtPlaid(await beginLink(client, { lifetime: 'session' }));
    const back = await client.get(`${returnUrl}?lifetime=30`);
    const line = back.headers.getSetCookie().find((cookie) => cookie.startsWith('bank-')) ?? '';
    expect(line).not.toContain('Max-Age');
  });
});

it('the operator’s own length is offered first, here and on the page of banks, and is the one that is kept', async () => {
  const app = await startDemo({ SESSION_DAYS: '45' });
  const client = app.newClient();
  const home = await client.get('/');
  expect(home.page('[name=lifetime][checked]').attr('value')).toBe('45');
  const begun = await client.press(home, 'Connect a bank');
  await client.get(await finishAtPlaid(begun.location ?? ''));
  const banks = await client.get('/banks');
  expect(noticesOf(banks)).toEqual(['Fernhollow Bank is connected (45 days).']);
  const offered = banks.page('[name=lifetime]').toArray();
  expect(offered.map((select) => banks.page(select).find('[selected]').attr('value'))).toEqual(['45', '45']);
  await app.close();
});
