/** The page of banks: what it shows of each, what can be done there, and its line on the overview. */

import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { asked } from '../../support/asked.ts';
import type { Answer, Client } from '../../support/client.ts';
import { startClockedApp } from '../../support/clocked-app.ts';
import { giveBank } from '../../support/give-bank.ts';
import { beginLink, finishAtPlaid, hostedUrlOf, linkBank } from '../../support/link.ts';
import { banksOf, noticesOf } from '../../support/pages.ts';

/** At noon of 20 May 2026. */
const app = await startClockedApp();
const { control } = app.emulator;
afterAll(() => app.close());
afterEach(() => control.reset());

// As when the server listens: else the first call loads Plaid's SDK, longer than the page waits on a busy machine.
await app.services.load();

const DAY_MS = 86_400_000;
const inDays = (days: number) => new Date(app.now().getTime() + days * DAY_MS);
const textOf = ({ page }: Answer, selector: string) =>
  page(selector).first().text().replaceAll(/\s+/g, ' ').trim();
/** Of the row that stands first. */
const FIRST = '.rows > li:first-child';

function withBanks(...banks: string[]): Client {
  const client = app.newClient();
  for (const institutionId of banks) giveBank(app, client, { institutionId, expiresAt: inDays(30) });
  return client;
}

describe('the page of banks', () => {
  it('has a row for each bank, with its accounts and until when it is connected', async () => {
    const client = withBanks('ins_900001', 'ins_900002');
    const answer = await client.get('/banks');
    expect(textOf(answer, '.lead')).toBe('2 banks, connected until Jun 19, 2026.');
    expect(banksOf(answer)).toEqual(['Fernhollow Bank', 'Quillfeather Cards']);
    expect(textOf(answer, `${FIRST} summary small`)).toBe('3 accountsUntil Jun 19, 2026');
    const accounts = answer.page(`${FIRST} .shared li`).toArray();
    expect(accounts).toHaveLength(3);
    expect(answer.page(accounts[0]).text()).toMatch(/^Everyday Checking ••\d{4}$/);
  });

  it('asks Plaid one free question for each bank, and no other', async () => {
    const client = withBanks('ins_900001', 'ins_900002', 'ins_900008');
    const before = asked(app.emulator).length;
    await client.get('/banks');
    const paths = asked(app.emulator)
      .slice(before)
      .map(({ path }) => path);
    expect(paths).toEqual(['/accounts/get', '/accounts/get', '/accounts/get']);
  });

  it('says of a bank that ends within two days at what time, and of another that it ends with the browser', async () => {
    const client = app.newClient();
    giveBank(app, client, { expiresAt: inDays(1) });
    const until = async () => textOf(await client.get('/banks'), '.lead');
    expect(await until()).toBe('1 bank, connected until May 21, 2026, 12:00 PM UTC.');
    await linkBank(client, { bank: 'ins_900002', lifetime: 'session' });
    expect(await until()).toBe('2 banks, the first connected until you close the browser.');
  });

  it.each([
    ['ITEM_LOGIN_REQUIRED', 'Asks you to sign in again', 'Sign in again'],
    ['PASSWORD_RESET_REQUIRED', 'Needs something on its own site', 'Sign in again'],
    ['NO_ACCOUNTS', 'Needs your permission again', 'Choose what to share'],
    ['INSTITUTION_DOWN', 'Not answering at the moment', 'Try again'],
    ['ITEM_NOT_FOUND', 'No longer connected', 'Remove from this browser'],
    ['ITEM_NOT_SUPPORTED', 'Cannot be read with this login', 'Disconnect'],
    ['INVALID_API_KEYS', 'Cannot be read: tell whoever runs this server', 'Look at the set-up'],
    ['INTERNAL_SERVER_ERROR', 'Could not be reached just now', 'Try again'],
  ])(
    'puts a bank first that fails with %s, with the action that the overview has',
    async (code, state, label) => {
      const client = withBanks('ins_900002', 'ins_900001');
      const itemId = control.items()[1]?.id ?? '';
      control.inject({ kind: 'error', code }, { itemId });
      const answer = await client.get('/banks');
      expect(banksOf(answer)).toEqual(['Fernhollow Bank', 'Quillfeather Cards']);
      expect(textOf(answer, `${FIRST} summary small`)).toBe(state);
      const here = actionIn(answer, `${FIRST} .while-closed`);
      expect(here.label).toBe(label);
      expect(actionIn(await client.get('/dashboard'), '#attention li')).toEqual(here);
    },
  );

  it('offers no more than removing it where Plaid no longer knows a bank', async () => {
    const client = withBanks('ins_900001');
    control.inject({ kind: 'error', code: 'ITEM_NOT_FOUND' });
    const { page } = await client.get('/banks');
    expect(page('.rows form')).toHaveLength(0);
    const links = page('.rows a').toArray();
    expect(new Set(links.map((link) => page(link).text()))).toEqual(new Set(['Remove from this browser']));
    expect(page('main').text()).not.toContain('A disconnect link');
    expect(page('.lead').text()).toBe('No bank is connected any more.');
  });

  it('says of a bank that works, and whose consent ends soon, that it ends and not that it is needed', async () => {
    const answer = await withBanks('ins_900014').get('/banks');
    expect(textOf(answer, `${FIRST} summary small`)).toBe('Your permission ends soon');
    expect(actionIn(answer, `${FIRST} .while-closed`).label).toBe('Sign in again');
  });

  it('counts as connected only what Plaid knows', async () => {
    const client = withBanks('ins_900001', 'ins_900002');
    control.inject({ kind: 'error', code: 'ITEM_NOT_FOUND' }, { itemId: control.items()[0]?.id ?? '' });
    expect(textOf(await client.get('/banks'), '.lead')).toMatch(/^1 bank, connected until /);
  });

  it('has everything to be done while Plaid does not answer', async () => {
    const client = withBanks('ins_900001');
    const release = control.hold({ path: '/accounts/get' });
    const answer = await client.get('/banks');
    release();
    expect(textOf(answer, `${FIRST} summary small`)).toContain('Plaid has not answered yet');
    const forms = answer.page('main form').toArray();
    expect(forms.map((form) => answer.page(form).attr('action')?.split('/').at(-1))).toEqual([
      ...['link', 'extend', 'accounts'],
    ]);
    expect(answer.page('a[href$="/disconnect"]')).toHaveLength(1);
  });

  it('is for whoever has a bank, and then the wordmark leads to the overview', async () => {
    const nobody = app.newClient();
    expect(await nobody.get('/banks')).toMatchObject({ status: 303, location: '/' });
    expect((await nobody.get('/')).page('.wordmark').attr('href')).toBe('/');
    const client = withBanks('ins_900001');
    for (const path of ['/', '/banks', '/privacy'])
      expect((await client.get(path)).page('.wordmark').attr('href'), path).toBe('/dashboard');
  });
});

/** What is offered: its words, the name for screen readers, and where it leads. */
function actionIn({ page }: Answer, place: string) {
  const action = page(`${place} .button`).first();
  const form = action.closest('form');
  return {
    label: action.text(),
    name: action.attr('aria-label') ?? '',
    to: form.attr('action') ?? action.attr('href'),
  };
}

describe('from the page of banks', () => {
  it('a bank is added for as long as is chosen there', async () => {
    const client = withBanks('ins_900001');
    const begun = await client.press(await client.get('/banks'), 'Add a bank', { lifetime: '90' });
    await client.get(await finishAtPlaid(hostedUrlOf(begun), { bank: 'ins_900002' }));
    const answer = await client.get('/banks');
    expect(noticesOf(answer)).toEqual(['Quillfeather Cards is connected (90 days).']);
    expect(textOf(answer, '.lead')).toBe('2 banks, the first connected until Jun 19, 2026.');
    expect(textOf(answer, '.rows > li:last-child summary small')).toContain('Until Aug 18, 2026');
  });

  it('who cannot be sent to Plaid is told so there', async () => {
    const client = withBanks('ins_900001');
    control.inject({ kind: 'reset' }, { path: '/link/token/create' });
    expect((await client.press(await client.get('/banks'), 'Add a bank')).location).toBe('/banks');
    expect(noticesOf(await client.get('/banks'))[0]).toContain('so no bank was connected');
  });

  it('signing in again leads back there', async () => {
    const client = withBanks('ins_900001');
    const [item] = control.items();
    control.breakItem(item?.id ?? '', 'ITEM_LOGIN_REQUIRED');
    const banks = await client.get('/banks');
    const hosted = hostedUrlOf(await client.press(banks, 'Sign in again at Fernhollow Bank'));
    const visitor = app.newClient().at(hosted);
    const page = await visitor.get(hosted);
    const back = await visitor.press(page, page.page('button').first().text().trim());
    expect(await client.get(back.location ?? '')).toMatchObject({ status: 303, location: '/banks' });
    expect(noticesOf(await client.get('/banks'))[0]).toContain('Fernhollow Bank');
  });

  it('all banks are kept longer at once, and those that last longer already are left as they are', async () => {
    const client = app.newClient();
    await linkBank(client, { lifetime: '1' });
    await linkBank(client, { bank: 'ins_900002', lifetime: '1' });
    giveBank(app, client, { institutionId: 'ins_900005', expiresAt: inDays(80) });
    const banks = await client.get('/banks');
    const answer = await client.press(banks, 'Keep longer: all banks', { lifetime: '30' });
    expect(answer).toMatchObject({ status: 303, location: '/banks' });
    const after = await client.get('/banks');
    expect(noticesOf(after)).toEqual([
      'Fernhollow Bank and Quillfeather Cards stay connected (30 days).',
      'Banque Lumivelle stays connected longer than that already.',
    ]);
    const untils = after.page('.rows summary small').toArray();
    expect(untils.map((small) => after.page(small).text().split('Until ').at(-1))).toEqual([
      ...['Jun 19, 2026', 'Jun 19, 2026', 'Aug 8, 2026'],
    ]);
    const webhooks = asked(app.emulator).filter(({ path }) => path === '/item/webhook/update');
    expect(webhooks).toHaveLength(2);
  });

  it('one bank that cannot be kept longer does not keep the others from it', async () => {
    const client = app.newClient();
    await linkBank(client, { lifetime: '1' });
    await linkBank(client, { bank: 'ins_900002', lifetime: '1' });
    const itemId = control.items()[0]?.id ?? '';
    control.inject({ kind: 'error', code: 'ITEM_NOT_FOUND' }, { path: '/item/webhook/update', itemId });
    await client.press(await client.get('/banks'), 'Keep longer: all banks', { lifetime: '30' });
    expect(noticesOf(await client.get('/banks'))).toEqual([
      'Quillfeather Cards stays connected (30 days).',
      expect.stringContaining('so Fernhollow Bank could not be kept connected longer'),
    ]);
  });

  it('banks of one visit are said to be kept longer together', async () => {
    const client = app.newClient();
    const hostedUrl = await beginLink(client);
    await finishAtPlaid(hostedUrl, { bank: 'ins_900001' });
    await client.get(await finishAtPlaid(hostedUrl, { bank: 'ins_900002' }));
    await linkBank(client, { bank: 'ins_900006' });
    const { page } = await client.get('/banks');
    const notes = page('.rows > li').toArray();
    expect(notes.map((row) => page(row).find('.extend .note').text())).toEqual([
      'You connected Quillfeather Cards in the same visit to Plaid, so they are kept longer together.',
      'You connected Fernhollow Bank in the same visit to Plaid, so they are kept longer together.',
      '',
    ]);
  });
});

describe('the overview', () => {
  it('says under the accounts how many banks there are and until when, with the ways to keep and to add one', async () => {
    const client = withBanks('ins_900001', 'ins_900002');
    giveBank(app, client, { institutionId: 'ins_900005', expiresAt: inDays(60) });
    const answer = await client.get('/dashboard');
    const line = answer.page('#accounts .connected-line');
    expect(line.find('span').first().text()).toBe('3 banks, the first connected until Jun 19, 2026');
    const links = line.find('a').toArray();
    expect(links.map((link) => [answer.page(link).text(), answer.page(link).attr('href')])).toEqual([
      ['Keep longer', '/banks#keep-longer'],
      ['Add a bank', '/banks#add'],
    ]);
    const banks = await client.get('/banks');
    expect(banks.page('form#keep-longer, form#add')).toHaveLength(2);
    const one = await withBanks('ins_900001').get('/banks');
    expect(one.page('form#keep-longer, form#add')).toHaveLength(2);
  });
});
