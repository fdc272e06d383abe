/** Pages that read banks: how many at once, how many calls a minute, and what a busy server says. */

import type { Request, Response } from 'express';
import { afterAll, afterEach, expect, it, onTestFinished, vi } from 'vitest';
import { createReadingLimits } from '../../src/page/reading-limits.ts';
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

it('gives files no more than half of all places, so that two addresses leave room for pages', async () => {
  release = control.hold({ path: '/transactions/get' });
  const before = callsUnderWay();
  // Each of another bank, since equal calls are sent once. A file takes two places for its bank.
  const askForFiles = (address: Record<string, string>) =>
    Array.from({ length: 16 }, () => withBanks(1).get('/transactions.json?days=730', address));
  const files = askForFiles(newAddress());
  await expect.poll(callsUnderWay).toBe(before + 16);
  // Of these eight may wait.
  files.push(...askForFiles(newAddress()));
  const page = withBanks(1).get('/spending', newAddress());
  await expect.poll(callsUnderWay).toBe(before + 17);
  release();
  expect((await page).status).toBe(200);
  const statuses = (await Promise.all(files)).map(({ status }) => status);
  expect(statuses.toSorted()).toEqual([...Array(24).fill(200), ...Array(8).fill(503)]);
});

/** A reader who takes so many bytes a second of an answer that is far larger. */
function readerOf(bytesASecond: number) {
  let taken = 0;
  let hasLeft = () => {};
  const socket = {
    writableLength: 64 * 1024,
    get bytesWritten() {
      return taken + this.writableLength;
    },
  };
  const res = {
    socket,
    isCut: false,
    once: (_: string, listener: () => void) => {
      hasLeft = listener;
    },
    destroy() {
      res.isCut = true;
      // As Node does, which closes later.
      process.nextTick(hasLeft);
    },
  };
  return {
    res,
    read: (seconds: number) => {
      if (!res.isCut) taken += bytesASecond * seconds;
    },
  };
}

/** Limits whose time is played, and readers who have been let in. */
function playedLimits() {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const limits = createReadingLimits(0);
  const readers: ReturnType<typeof readerOf>[] = [];
  return {
    async enter(bytesASecond: number, { banks = 16, isFile = false } = {}) {
      const reader = readerOf(bytesASecond);
      await limits.enter({
        req: { ip: '192.0.2.1', socket: {} } as Request,
        res: reader.res as unknown as Response,
        ...{ banks, isFile, signal: new AbortController().signal },
      });
      readers.push(reader);
    },
    /** Who of those who are in has been cut off when so many seconds have passed. */
    pass(seconds: number) {
      for (const { read } of readers) read(seconds);
      vi.advanceTimersByTime(seconds * 1_000);
      return readers.map(({ res }) => res.isCut);
    },
  };
}

it('ends readers who take less than 4 KB a second while others wait for a place, and nobody before', async () => {
  const { enter, pass } = playedLimits();
  for (const bytesASecond of [2_000, 4_000, 4_096, 8_192]) await enter(bytesASecond);
  for (let looks = 0; looks < 20; looks += 1) expect(pass(30)).toEqual([false, false, false, false]);
  let isIn = false;
  const waiting = enter(100_000).then(() => {
    isIn = true;
  });
  await Promise.resolve();
  expect(isIn).toBe(false);
  // Two are too slow, and one waits.
  expect(pass(30)).toEqual([true, false, false, false]);
  await waiting;
  // Nobody waits any more.
  expect(pass(30)).toEqual([true, false, false, false, false]);
});

it('ends no reader of a page for a file that waits for other files', async () => {
  const { enter, pass } = playedLimits();
  await enter(2_000);
  await enter(2_000, { isFile: true });
  expect([pass(30), pass(30)]).toEqual(Array(2).fill([false, false]));
  const waiting = enter(100_000, { banks: 1, isFile: true });
  await Promise.resolve();
  expect(pass(30)).toEqual([false, true]);
  await waiting;
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
