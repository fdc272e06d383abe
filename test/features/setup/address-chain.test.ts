/** How the set-up page helps to find the number of proxies, here behind three of them as reported of one host. */

import type { Request } from 'express';
import { afterEach, describe, expect, it } from 'vitest';
import { addressChain } from '../../../src/features/setup/address-chain.ts';
import type { Client } from '../../support/client.ts';
import { startDemo } from '../../support/demo.ts';
import { rowsOf } from '../../support/pages.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

const TOKEN = 'a-token-of-the-operator';
/** The operator's own address, a network of delivery, the host's own balancer. */
const BEHIND_THREE = '203.0.113.77, 198.51.100.9, 10.21.4.4';
const ADDRESSES = '.addresses';

let app: TestApp;
afterEach(() => app?.close());

async function operatorIn(env: Record<string, string>): Promise<Client> {
  app = await startTestApp({ env: { SETUP_TOKEN: TOKEN, ...env } });
  const operator = app.newClient();
  await operator.post('/setup', { token: TOKEN });
  return operator;
}

describe('the table of addresses', () => {
  it.each([
    [0, '127.0.0.1'],
    [1, '10.21.4.4'],
    [2, '198.51.100.9'],
    [3, '203.0.113.77'],
    // Nobody is farther away: then whatever the browser itself sends would be counted.
    [4, '203.0.113.77'],
  ])('shows where TRUST_PROXY=%d leads, and which number each address has', async (trustProxy, counted) => {
    const operator = await operatorIn({ TRUST_PROXY: `${trustProxy}` });
    const answer = await operator.get('/setup', { 'x-forwarded-for': BEHIND_THREE });
    const mark = (address: string) => (address === counted ? `${address} counted now` : address);
    expect(rowsOf(answer, ADDRESSES)).toEqual([
      [mark('127.0.0.1'), 'private', 'the connection itself', '0'],
      [mark('10.21.4.4'), 'private', '127.0.0.1', '1'],
      [mark('198.51.100.9'), 'public', '10.21.4.4', '2'],
      [mark('203.0.113.77'), 'public', '198.51.100.9', '3'],
    ]);
    expect(answer.page(`${ADDRESSES} caption`).text()).toBe(
      `TRUST_PROXY is ${trustProxy}, so that this request counts for ${counted}`,
    );
  });

  it('has one line where there is no proxy', async () => {
    const operator = await operatorIn({});
    const answer = await operator.get('/setup');
    expect(rowsOf(answer, ADDRESSES)).toEqual([
      ['127.0.0.1 counted now', 'private', 'the connection itself', '0'],
    ]);
    expect(answer.page('main').text()).toContain('No proxy has told of another address');
  });

  it('tells the same address as the limits count', async () => {
    const operator = await operatorIn({ TRUST_PROXY: '3', RATE_LIMIT: '60' });
    const ways = [BEHIND_THREE, `192.0.2.1, ${BEHIND_THREE}`, '203.0.113.78, 198.51.100.9, 10.21.4.4'];
    const left: number[] = [];
    for (const way of ways) {
      const { headers } = await operator.get('/setup', { 'x-forwarded-for': way });
      left.push(Number(/r=(\d+)/.exec(headers.get('ratelimit') ?? '')?.[1]));
    }
    // The second came from the same address, whatever it says of another; the third did not.
    expect(left).toEqual([59, 58, 59]);
  });

  it('prints what a stranger writes there as text, and not all of it', async () => {
    const operator = await operatorIn({});
    const answer = await operator.get('/setup', {
      'x-forwarded-for': `<b>bold</b>, ${'x'.repeat(3_000)}, ${'192.0.2.1, '.repeat(30)}198.51.100.7`,
    });
    expect(rowsOf(answer, ADDRESSES)).toHaveLength(12);
    const few = await operator.get('/setup', { 'x-forwarded-for': `<b>bold</b>, ${'x'.repeat(3_000)}` });
    expect(
      rowsOf(few, ADDRESSES)
        .map(([address, kind]) => [address, kind])
        .slice(1),
    ).toEqual([
      ['x'.repeat(60), 'no address'],
      ['<b>bold</b>', 'no address'],
    ]);
    expect(few.page('main b')).toHaveLength(0);
  });

  it('is shown to nobody else', async () => {
    await operatorIn({ TRUST_PROXY: '1' });
    const stranger = await app.newClient().get('/setup', { 'x-forwarded-for': BEHIND_THREE });
    expect(stranger.text).not.toContain('198.51.100.9');
    expect(app.logLines.join('')).not.toMatch(/198\.51\.100\.9|203\.0\.113\.77/);
  });
});

describe('in a demo that others can reach', () => {
  const PUBLIC = { PUBLIC_URL: 'https://demo.example', TRUST_PROXY: '1' };
  const HEADERS = { 'x-forwarded-for': BEHIND_THREE };

  it('the addresses are shown only to who knows the token', async () => {
    app = await startDemo({ ...PUBLIC, SETUP_TOKEN: TOKEN });
    const visitor = app.newClient();
    const open = await visitor.get('/setup', HEADERS);
    expect(open.page('.checks')).toHaveLength(1);
    expect(open.text).not.toContain('198.51.100.9');
    await visitor.press(open, 'Show the addresses', { token: TOKEN });
    expect(rowsOf(await visitor.get('/setup', HEADERS), ADDRESSES)).toHaveLength(4);
  });

  it('without a token they are not, and the page says how to see them', async () => {
    app = await startDemo(PUBLIC);
    const answer = await app.newClient().get('/setup', HEADERS);
    expect(answer.text).not.toContain('198.51.100.9');
    expect(answer.page('main').text()).toContain('set SETUP_TOKEN to at least 16 characters');
  });

  it('on one’s own machine they are', async () => {
    app = await startDemo();
    expect(rowsOf(await app.newClient().get('/setup', HEADERS), ADDRESSES)).toHaveLength(4);
  });
});

describe('an address', () => {
  const kindOf = (address: string) =>
    addressChain({ get: () => address, socket: { remoteAddress: '127.0.0.1' } } as unknown as Request, 0)[1]
      ?.kind;

  it.each([
    ['10.0.0.1', 'private'],
    ['100.64.3.2', 'private'],
    ['172.31.255.255', 'private'],
    ['192.168.1.1', 'private'],
    ['169.254.1.1', 'private'],
    ['127.0.0.53', 'private'],
    ['::1', 'private'],
    ['::ffff:10.0.0.1', 'private'],
    ['fd12::1', 'private'],
    ['fe80::1', 'private'],
    ['[fd12::1]:443', 'private'],
    ['172.32.0.1', 'public'],
    ['100.128.0.1', 'public'],
    ['203.0.113.77:50123', 'public'],
    ['2001:db8::1', 'public'],
    ['::ffff:203.0.113.77', 'public'],
    ['unknown', 'no address'],
    ['10.0.0', 'no address'],
  ])('such as %s is %s', (address, kind) => {
    expect(kindOf(address)).toBe(kind);
  });
});
