import { once } from 'node:events';
import net, { type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setImmediate as nextTurn } from 'node:timers/promises';
import express from 'express';
import { describe, expect, it } from 'vitest';
import { streamPage } from '../../src/web/stream.ts';

describe('a page that was asked for before another was answered', () => {
  it('waits for its turn on their connection', async () => {
    let finishFirst = () => {};
    const first = new Promise<string>((resolve) => {
      finishFirst = () => resolve('<first>');
    });
    const app = express();
    const sent: Promise<void>[] = [];
    app.get('/:name', (req, res) => {
      const sections = [req.params.name === 'first' ? first : Promise.resolve('<second>')];
      sent.push(streamPage(res, { start: '<frame>', sections, end: () => '</frame>' }));
    });
    const server = app.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const socket = net.connect((server.address() as AddressInfo).port, '127.0.0.1');
    socket.write('GET /first HTTP/1.1\r\nHost: a\r\n\r\n');
    socket.write('GET /second HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
    while (sent.length < 2) await nextTurn();
    await expect(sent[1]).resolves.toBeUndefined();
    finishFirst();
    expect(await text(socket)).toMatch(/<first>.*<second>/s);
    server.close();
  });
});
