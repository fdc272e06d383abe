import { once } from 'node:events';
import http from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises';
import express, { type Express } from 'express';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { streamPage } from '../../src/web/stream.ts';

const LARGE = 'x'.repeat(4_000_000);

interface Section {
  readonly html: Promise<string | null>;
  settle(html: string | null): void;
}

function section(): Section {
  let settle: Section['settle'] = () => {};
  const html = new Promise<string | null>((resolve) => {
    settle = resolve;
  });
  return { html, settle };
}

/** Serves the app until the test has finished. */
async function serve(app: Express): Promise<{ port: number; host: string }> {
  const server = app.listen(0, '127.0.0.1');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  await once(server, 'listening');
  return { port: (server.address() as AddressInfo).port, host: '127.0.0.1' };
}

/** Opens a page of these sections in a browser that reads only when it is asked to. */
async function open(sections: Promise<string | null>[], end = () => '</frame>') {
  let finished: Promise<void> = Promise.resolve();
  let response: express.Response | undefined;
  const app = express().get('/', (_req, res) => {
    response = res;
    finished = streamPage(res, { start: '<frame>', sections, end });
  });
  const address = await serve(app);
  const answer = await new Promise<http.IncomingMessage>((resolve) => {
    http.get({ ...address, agent: false }, resolve);
  });
  answer.setEncoding('utf8').on('error', () => {});
  const chunks = answer[Symbol.asyncIterator]();
  return {
    answer,
    response: response as express.Response,
    finished: () => finished,
    next: async () => (await chunks.next()).value as string,
    async rest() {
      let rest = '';
      for (let next = await chunks.next(); !next.done; next = await chunks.next()) rest += next.value;
      return rest;
    },
  };
}

describe('a streamed page', () => {
  it('sends its frame before any section is known, then each as it settles, then its end', async () => {
    const [slow, quick] = [section(), section()];
    const page = await open([slow.html, quick.html]);
    expect(page.answer.statusCode).toBe(200);
    expect(page.answer.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'x-accel-buffering': 'no',
    });
    expect(await page.next()).toBe('<frame>');
    quick.settle('<quick>');
    expect(await page.next()).toBe('<quick>');
    slow.settle('<slow>');
    expect(await page.rest()).toBe('<slow></frame>');
    await page.finished();
  });

  it('sends sections that settle together in one write', async () => {
    const [slow, ...quick] = [section(), section(), section(), section()];
    const page = await open([slow.html, ...quick.map(({ html }) => html)]);
    expect(await page.next()).toBe('<frame>');
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const write = vi.spyOn(page.response, 'write');
    for (const [index, { settle }] of quick.entries()) {
      settle(`<${index}>`);
      await nextTurn();
    }
    expect(write).not.toHaveBeenCalled();
    vi.advanceTimersByTime(10);
    expect(await page.next()).toBe('<0><1><2>');
    expect(write).toHaveBeenCalledTimes(1);
    slow.settle('<slow>');
    expect(await page.rest()).toBe('<slow></frame>');
  });

  it('leaves out a section that is null or empty', async () => {
    const page = await open([Promise.resolve(null), Promise.resolve('<one>'), Promise.resolve('')]);
    expect(await page.rest()).toBe('<frame><one></frame>');
  });

  it('makes its end only when every section has been sent', async () => {
    const only = section();
    let isEnded = false;
    const page = await open([only.html], () => {
      isEnded = true;
      return '</frame>';
    });
    await page.next();
    expect(isEnded).toBe(false);
    only.settle('<only>');
    expect(await page.rest()).toBe('<only></frame>');
    expect(isEnded).toBe(true);
  });

  it('is not silent for longer than twenty seconds, however long its sections take', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    onTestFinished(() => void vi.useRealTimers());
    const late = section();
    const page = await open([late.html]);
    expect(await page.next()).toBe('<frame>');
    for (let seconds = 20; seconds <= 60; seconds += 20) {
      vi.advanceTimersByTime(20_000);
      expect(await page.next()).toBe('\n');
    }
    late.settle('<late>');
    expect(await page.rest()).toBe('<late></frame>');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('reaches a slow reader completely, without a warning of too many listeners', async () => {
    const warnings: Error[] = [];
    const warn = (warning: Error) => void warnings.push(warning);
    process.on('warning', warn);
    const page = await open(Array.from({ length: 14 }, () => Promise.resolve(LARGE)));
    await wait(50);
    expect(page.response.writableFinished).toBe(false);
    expect(await page.rest()).toHaveLength('<frame></frame>'.length + 14 * LARGE.length);
    process.off('warning', warn);
    expect(warnings.map(({ message }) => message)).toEqual([]);
  });

  it('ends without an error when its reader leaves in the middle of a section', async () => {
    const late = section();
    const page = await open([Promise.resolve(LARGE), late.html]);
    await page.next();
    page.answer.destroy();
    late.settle(LARGE);
    await expect(page.finished()).resolves.toBeUndefined();
  });

  it('sends nothing more after its reader has left', async () => {
    const late = section();
    const page = await open([late.html]);
    await page.next();
    page.answer.destroy();
    await once(page.response, 'close');
    late.settle('<late>');
    await expect(page.finished()).resolves.toBeUndefined();
    expect(page.response.writableEnded).toBe(false);
  });

  it('waits for its turn when another was requested before on the same connection', async () => {
    const first = section();
    const sent: Promise<void>[] = [];
    const app = express().get('/:name', (req, res) => {
      const sections = [req.params.name === 'first' ? first.html : Promise.resolve('<second>')];
      sent.push(streamPage(res, { start: '<frame>', sections, end: () => '</frame>' }));
    });
    const socket = net.connect(await serve(app));
    socket.write('GET /first HTTP/1.1\r\nHost: a\r\n\r\n');
    socket.write('GET /second HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
    while (sent.length < 2) await nextTurn();
    await expect(sent[1]).resolves.toBeUndefined();
    first.settle('<first>');
    expect(await text(socket)).toMatch(/<first>.*<second>/s);
  });
});
