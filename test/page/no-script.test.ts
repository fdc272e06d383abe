import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, Client } from '../support/client.ts';
import { startDemo } from '../support/demo.ts';
import { beginLink, giveUpAtPlaid, linkBank } from '../support/link.ts';
import { expectHeaders } from '../support/security-headers.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';

/** Whatever a browser loads or runs by itself, unlike a link. */
const LOADED =
  '[src], [srcset], link[href], use, image, object, embed, iframe, [background], [poster], [data]';

describe.each([
  ['with keys', startTestApp],
  ['in the demo', startDemo],
])('%s', (_, open) => {
  let app: TestApp;
  let client: Client;
  beforeAll(async () => {
    app = await open();
    client = app.newClient();
    await linkBank(client);
    await linkBank(client, { bank: 'ins_900002' });
  });
  afterAll(() => app.close());

  it('has no page that loads or runs anything but its own style and pictures', async () => {
    const seen = await pagesFrom(client, ['/', '/dashboard', '/no-such-page']);
    expect([...seen.keys()]).toEqual(
      expect.arrayContaining(['/dashboard', '/transactions', '/banks', '/logout', '/privacy']),
    );
    for (const [address, answer] of seen) {
      expectHeaders(answer, app);
      expectPlainHtml(address, answer, app.url);
    }
  });

  it('has no script on the pages of linking and log-out', async () => {
    const hostedUrl = await beginLink(client);
    const returnUrl = await giveUpAtPlaid(hostedUrl);
    // Another tab is still there, so that the visit is not over.
    await new Client(hostedUrl).get(hostedUrl);
    const waiting = await client.get(returnUrl);
    const answers = [waiting, await client.get('/logout'), await client.post('/logout')];
    if (app.services.demo) answers.push(await client.get(hostedUrl));
    for (const answer of answers) {
      expectHeaders(answer, app);
      expectPlainHtml('', answer, app.url);
    }
  });
});

it('no style sheet or picture loads anything from elsewhere', () => {
  const folder = path.join(import.meta.dirname, '..', '..', 'public');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  for (const file of files.filter((name) => /\.(css|svg)$/.test(name))) {
    const text = readFileSync(path.join(folder, file), 'utf8').replaceAll('http://www.w3.org/', '');
    expect(text, file).not.toMatch(/https?:|url\(\s*['"]?\/\/|<script|\son\w+=|javascript:/i);
  }
});

/** Every page that links lead to, at most forty of them. */
async function pagesFrom(client: Client, starts: string[]): Promise<Map<string, Answer>> {
  const queue = [...starts];
  const seen = new Map<string, Answer>();
  const forms = new Set<string>();
  while (queue.length > 0 && seen.size < 40) {
    const address = queue.shift() ?? '/';
    if (seen.has(address)) continue;
    const answer = await client.get(address);
    seen.set(address, answer);
    for (const link of answer.page('a[href^="/"]').toArray()) {
      const href = (answer.page(link).attr('href') ?? '/').split('#')[0] ?? '/';
      // Each row begins lines of the book, whose forms differ in nothing but its name.
      const form = href.replace(/^(\/book\/line\?.*\btext=)[^&]*/, '$1');
      if (form !== href && forms.has(form)) continue;
      forms.add(form);
      queue.push(href);
    }
  }
  return seen;
}

function expectPlainHtml(address: string, { headers, page, text }: Answer, ownUrl: string): void {
  if (!headers.get('content-type')?.startsWith('text/html')) return;
  expect(headers.get('cache-control'), address).toBe('no-store');
  const template = page('template').html() ?? '';
  expect(page('script, style, [style], iframe, base').length, address).toBe(0);
  expect(template + text, address).not.toMatch(/<script|<style|\sstyle=|<[^>]*\son\w+=|javascript:/i);
  for (const element of page(LOADED).toArray()) {
    for (const [name, value] of Object.entries(element.attribs)) {
      if (!/^(src|srcset|href|data|background|poster)$/.test(name)) continue;
      expect(new URL(value, ownUrl).origin, `${address} ${value}`).toBe(ownUrl);
    }
  }
}
