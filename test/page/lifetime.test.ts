import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expiryOf, lifetimeOf, lifetimesUpTo } from '../../src/connections/lifetime.ts';
import { beginLink, finishAtPlaid } from '../support/link.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';

const DAY_S = 86_400;

describe('the choice of how long a bank stays connected', () => {
  it('ends at the operator’s limit', () => {
    const ids = (days: number) => lifetimesUpTo(days).map(({ id }) => id);
    expect(ids(90)).toEqual(['session', '1', '30', '90']);
    expect(ids(89)).toEqual(['session', '1', '30']);
    expect(ids(1)).toEqual(['session', '1']);
  });

  it.each([undefined, '', '365', '90', 30, ['30'], 'constructor'])('is 24 hours for %j', (id) => {
    expect(lifetimeOf(id, 30)).toMatchObject({ id: '1', days: 1, isSessionOnly: false });
  });

  it('has a label and a length for each, and one usual', () => {
    const choices = lifetimesUpTo(90);
    const facts = choices.map((one) => [one.label, one.days, one.isSessionOnly, one.isUsual]);
    expect(facts).toEqual([
      ['until I close the browser', 1, true, false],
      ['24 hours', 1, false, true],
      ['30 days', 30, false, false],
      ['90 days', 90, false, false],
    ]);
  });

  it('expires at the same time of day', () => {
    const now = new Date('2026-03-01T10:30:00Z');
    expect(expiryOf(lifetimeOf('30', 90), now)).toEqual(new Date('2026-03-31T10:30:00Z'));
  });
});

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
    ['90', DAY_S],
    ['', DAY_S],
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

  it('can last each length within the limit, and 24 hours unless another is chosen', async () => {
    const { page } = await app.newClient().get('/');
    const values = page('[name=lifetime]').toArray();
    expect(values.map((radio) => page(radio).attr('value'))).toEqual(['session', '1', '30']);
    expect(page('[name=lifetime][checked]').attr('value')).toBe('1');
  });

  it('lasts as long as was chosen before the visit to Plaid, whatever the return address says', async () => {
    const client = app.newClient();
    const returnUrl = await finishAtPlaid(await beginLink(client, { lifetime: 'session' }));
    const back = await client.get(`${returnUrl}?lifetime=30`);
    const line = back.headers.getSetCookie().find((cookie) => cookie.startsWith('bank-')) ?? '';
    expect(line).not.toContain('Max-Age');
  });
});
