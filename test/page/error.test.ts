import { afterAll, expect, it } from 'vitest';
import type { Answer, Client } from '../support/client.ts';
import { giveBank } from '../support/give-bank.ts';
import { startTestApp } from '../support/test-app.ts';

const app = await startTestApp({ env: { RATE_LIMIT: '60' } });
afterAll(() => app.close());

const form = (body: string) => ({
  method: 'POST',
  headers: { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' },
  body,
});

it.each<[string, number, (client: Client) => Promise<Answer>]>([
  ['an address that is malformed', 400, (client) => client.post('/banks/%E0%A4%A/disconnect')],
  ['a form from elsewhere', 403, (client) => client.post('/logout', {}, { 'sec-fetch-site': 'none' })],
  ['an address that does not exist', 404, (client) => client.get('/no-such-page')],
  ['a form for a page that takes none', 404, (client) => client.post('/dashboard')],
  ['a method that no page takes', 405, (client) => client.send('/', { method: 'DELETE' })],
  ['a form of 11 kB', 413, (client) => client.send('/preferences', form(`a=${'x'.repeat(11_000)}`))],
  ['a form of 21 fields', 413, (client) => client.send('/preferences', form('a=1&'.repeat(21)))],
  ['an address of 9,000 letters', 414, (client) => client.get(`/?${'x'.repeat(9_000)}`)],
])('answers %s with %i and a plain page', async (_, status, ask) => {
  const answer = await ask(app.newClient());
  expect(answer.status).toBe(status);
  expectErrorPage(answer, status);
});

it('answers requests beyond the limit with 429, when to come back, and a plain page', async () => {
  const crowded = await startTestApp({ env: { RATE_LIMIT: '3' } });
  const client = crowded.newClient();
  const answers: Answer[] = [];
  for (let i = 0; i < 4; i++) answers.push(await client.get('/'));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429]);
  expectErrorPage(answers[3] as Answer, 429);
  expect(Number(answers[3]?.headers.get('retry-after'))).toBeGreaterThan(0);
  await crowded.close();
});

it('allows a sixth as many for linking, while other pages are still answered', async () => {
  const crowded = await startTestApp({ env: { RATE_LIMIT: '12' } });
  const client = crowded.newClient();
  const statuses: number[] = [];
  for (let i = 0; i < 3; i++) statuses.push((await client.post('/link')).status);
  expect(statuses).toEqual([303, 303, 429]);
  expect((await client.get('/')).status).toBe(200);
  await crowded.close();
});

it('answers a failure of our own with 500, one log line, and nothing of the failure on the page', async () => {
  const broken = await startTestApp();
  const client = broken.newClient();
  giveBank(broken, client);
  const boom = () => {
    throw new TypeError('a secret detail');
  };
  Object.assign(broken.services.gateway, { hasUsers: boom });
  const before = broken.logLines.length;
  const answer = await client.get('/privacy');
  expect(answer.status).toBe(500);
  expectErrorPage(answer, 500);
  const lines = broken.logLines.slice(before);
  expect(lines.filter((line) => line.includes('request failed'))).toHaveLength(1);
  expect(answer.text + lines.join()).not.toContain('a secret detail');
  expect(client.bankCookies).toHaveLength(1);
  await broken.close();
});

function expectErrorPage({ headers, page, text }: Answer, status: number): void {
  expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('content-security-policy')).toContain("script-src 'none'");
  expect(page('h1').text()).not.toBe('');
  expect(page('main .code').text()).toBe(String(status));
  expect(page('main a').attr('href')).toBe('/dashboard');
  expect(text).not.toMatch(/Error:|\.ts\b|node_modules|\bat \S+:\d/);
}
