import http from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterEach, describe, expect, it } from 'vitest';
import { type StreamedPage, streamPage } from '../../src/web/stream.ts';

const LARGE = 'x'.repeat(4_000_000);

let server: http.Server;
afterEach(() => void server.closeAllConnections());

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

/** Opens the page in a browser that reads only when it is asked to. */
async function open(page: StreamedPage) {
  const app = express();
  let finished: Promise<void> = Promise.resolve();
  let response: express.Response | undefined;
  app.get('/', (_req, res) => {
    response = res;
    finished = streamPage(res, page);
  });
  server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const answer = await new Promise<http.IncomingMessage>((resolve) => {
    http.get({ port: (server.address() as AddressInfo).port, host: '127.0.0.1', agent: false }, resolve);
  });
  answer.setEncoding('utf8').on('error', () => {});
  const chunks = answer[Symbol.asyncIterator]();
  return {
    answer,
    response: response as express.Response,
    finished: () => finished,
    next: async () => (await chunks.next()).value as string,
    async rest() {
      let text = '';
      for (let next = await chunks.next(); !next.done; next = await chunks.next()) text += next.value;
      return text;
    },
  };
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('a streamed page', () => {
  it('sends its frame while every section is still unknown, then each as it settles, then its end', async () => {
    const [slow, quick] = [section(), section()];
    const page = await open({ start: '<frame>', sections: [slow.html, quick.html], end: () => '</frame>' });
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

  it('leaves out a section that is not needed after all', async () => {
    const sections = [Promise.resolve(null), Promise.resolve('<one>'), Promise.resolve('')];
    const page = await open({ start: '<frame>', sections, end: () => '</frame>' });
    expect(await page.rest()).toBe('<frame><one></frame>');
  });

  it('asks for its end only when every section has gone out', async () => {
    const only = section();
    let isEnded = false;
    const end = () => {
      isEnded = true;
      return '</frame>';
    };
    const page = await open({ start: '<frame>', sections: [only.html], end });
    await page.next();
    expect(isEnded).toBe(false);
    only.settle('<only>');
    expect(await page.rest()).toBe('<only></frame>');
    expect(isEnded).toBe(true);
  });

  it('reaches a slow reader whole, and leaves no listener behind for any section', async () => {
    const sections = Array.from({ length: 14 }, () => Promise.resolve(LARGE));
    const warnings: Error[] = [];
    const warn = (warning: Error) => void warnings.push(warning);
    process.on('warning', warn);
    const page = await open({ start: '<frame>', sections, end: () => '</frame>' });
    await pause(50);
    expect(page.response.writableFinished).toBe(false);
    expect(await page.rest()).toHaveLength('<frame></frame>'.length + 14 * LARGE.length);
    process.off('warning', warn);
    expect(warnings.map(({ message }) => message)).toEqual([]);
  });
});

describe('a reader who leaves', () => {
  it('in the middle of a section ends the page without an error', async () => {
    const late = section();
    const sections = [Promise.resolve(LARGE), late.html];
    const page = await open({ start: '<frame>', sections, end: () => '</frame>' });
    await page.next();
    page.answer.destroy();
    late.settle(LARGE);
    await expect(page.finished()).resolves.toBeUndefined();
  });

  it('hears nothing more, and no section that settles later breaks anything', async () => {
    const late = section();
    const page = await open({ start: '<frame>', sections: [late.html], end: () => '</frame>' });
    await page.next();
    page.answer.destroy();
    await new Promise((resolve) => page.response.once('close', resolve));
    late.settle('<late>');
    await expect(page.finished()).resolves.toBeUndefined();
    expect(page.response.writableEnded).toBe(false);
  });
});
