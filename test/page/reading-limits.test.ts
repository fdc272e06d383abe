/** Pages that read banks: how many at once, how many calls a minute, and what a busy server says. */

import { afterAll, afterEach, expect, it } from 'vitest';
import { giveBank } from '../support/give-bank.ts';
import { startTestApp } from '../support/test-app.ts';

const app = await startTestApp({ env: { RATE_LIMIT: '30', TRUST_PROXY: '1' } });
const { control } = app.emulator;
afterAll(() => app.close());
let hosts = 0;
/** An address that nobody has asked from. */
const newAddress = () => ({ 'x-forwarded-for': `198.18.1.${++hosts}` });
let release = () => {};
afterEach(() => {
  release();
  release = () => {};
});

/** Someone with so many banks. */
function withBanks(count: number) {
  const client = app.newClient();
  for (let bank = 0; bank < count; bank++)
    giveBank(app, client, { institutionId: 'ins_900006', person: 'student' });
  return client;
}

const callsUnderWay = () => control.calls().filter(({ path }) => path === '/transactions/get').length;

it('holds 32 banks of one address at once, lets eight pages of it wait, and says to the next that it is busy', async () => {
  const client = withBanks(24);
  const address = newAddress();
  control.reset();
  const many = withBanks(24);
  release = control.hold({ path: '/transactions/get' });
  const pages = Array.from({ length: 9 }, () => many.get('/spending', address));
  await expect.poll(callsUnderWay).toBe(24);
  const refused = await many.get('/spending', address);
  expect(refused.status).toBe(503);
  expect(refused.headers.get('retry-after')).toBe('10');
  expect(refused.page('h1').text()).toBe('This server is busy');
  expect(refused.text).not.toMatch(/could not be (reached|read)/);
  expect(callsUnderWay()).toBe(24);
  // Others are not held up by it.
  const other = client.get('/spending', newAddress());
  await expect.poll(callsUnderWay).toBe(48);
  release();
  expect((await Promise.all([...pages, other])).map(({ status }) => status)).toEqual(Array(10).fill(200));
});

it('refuses an address whose pages made five calls for each request of a minute, until the minute is over', async () => {
  const client = withBanks(20);
  const address = newAddress();
  const statuses: number[] = [];
  let last = await client.get('/transactions', address);
  for (let pages = 0; pages < 20 && last.status === 200; pages++) {
    statuses.push(last.status);
    last = await client.get('/transactions', address);
  }
  expect(last.status).toBe(429);
  // Of 150 calls a page takes 20, and the page that goes beyond is finished. If a new minute began, so did the count.
  expect(statuses.length).toBeGreaterThanOrEqual(8);
  expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await client.get('/transactions', newAddress())).status).toBe(200);
});

it('says it to programs as data', async () => {
  const many = withBanks(24);
  const address = newAddress();
  release = control.hold({ path: '/transactions/get' });
  const before = callsUnderWay();
  const pages = Array.from({ length: 9 }, () => many.get('/api/spending', address));
  await expect.poll(callsUnderWay).toBe(before + 24);
  const { status, text } = await many.get('/api/spending', address);
  expect([status, JSON.parse(text)]).toEqual([
    503,
    { error: 'service-unavailable', message: expect.stringContaining('This server is busy.') },
  ]);
  release();
  await Promise.all(pages);
});

it('logs a busy server as no error', () => {
  const errors = app.logLines.filter((line) => /"level":[56]0/.test(line));
  expect(errors).toEqual([]);
});
