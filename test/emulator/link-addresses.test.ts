import * as cheerio from 'cheerio';
import express from 'express';
import request from 'supertest';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Bench, MINUTE, startBench } from './client.ts';
import { createLink, LINK } from './linking.ts';

let bench: Bench;
let origin: string;
beforeEach(async () => {
  bench = await startBench();
  origin = bench.emulator.baseUrl;
});
afterEach(() => bench.emulator.close());

it.each(['/demo/link/link-sandbox-00000000-0000-0000-0000-000000000000', '/demo/link/%3Cscript%3E'])(
  '%s is a page that says the link is not known',
  async (path) => {
    const { text } = await request(origin).get(path).expect(404);
    expect(cheerio.load(text)('h1').text()).toBe('This sign-in page has expired');
    expect(text).not.toContain('<script');
  },
);

it('an expired link is a page that says so, for reading and for pressing', async () => {
  const { page } = await createLink(bench);
  bench.pass(4 * 60 * MINUTE);
  await request(origin).get(page).expect(404);
  await request(origin).post(`${page}/cancel`).expect(404);
});

it('a link without a way back ends on a page of its own', async () => {
  const { page } = await createLink(bench, { hosted_link: {} });
  const { text } = await request(origin).post(`${page}/cancel`).expect(200);
  expect(text).toContain('go back to the app');
});

it('the pages work where an app mounts them', async () => {
  const other = await startBench({ linkOrigin: 'http://localhost:3000', linkPath: '/demo' });
  const app = express().use('/demo', other.emulator.linkPages);
  const { body } = await other.post('/link/token/create', LINK);
  const url = new URL(String(body.hosted_link_url));
  expect(url.origin).toBe('http://localhost:3000');
  const { text } = await request(app).get(url.pathname).expect(200);
  expect(cheerio.load(text)('form').first().attr('action')).toBe(`/demo/${body.link_token}/accounts`);
  await fetch(other.emulator.baseUrl + url.pathname).then(({ status }) => expect(status).toBe(404));
  await other.emulator.close();
});

it.each(['http://127.0.0.1:3000', 'http://localhost:3000'])(
  'pages of an app without a fixed address stand where the person comes back to: %s',
  async (home) => {
    const other = await startBench({ hasLinkPagesElsewhere: true });
    const asked = { ...LINK, hosted_link: { completion_redirect_uri: `${home}/link/return` } };
    const { body } = await other.post('/link/token/create', asked);
    expect(new URL(String(body.hosted_link_url)).origin).toBe(home);
    await other.emulator.close();
  },
);

it('a way back that is no address is refused', async () => {
  const asked = { ...LINK, hosted_link: { completion_redirect_uri: 'home' } };
  expect((await bench.post('/link/token/create', asked)).body.error_code).toBe('INVALID_FIELD');
});
