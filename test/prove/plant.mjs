/** The leaks to plant, one of each kind: a search that does not find them would not find the app's own either. */

import { createSecretKey } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { ServerResponse } from 'node:http';
import { deflateRawSync, gzipSync } from 'node:zlib';

/** Keeps what is planted reachable. */
const kept = [];
const SOON_MS = 2_000;

/** Each is given a text, an amount in minor units and a token's bytes, all of its own. */
const LEAKS = {
  'a text': ({ text }) => kept.push(text),
  'a text of two bytes a letter': ({ text }) => kept.push(`${text} €`),
  'part of a longer text': ({ text }) => kept.push(`a text of some length before ${text}`.slice(8)),
  'a closure': ({ text }) => kept.push(() => text.length),
  'a timer': ({ text }) => setInterval(() => text.length, 1_000_000).unref(),
  'a cache that clears itself after two seconds': ({ text }) => {
    const entry = { text };
    setTimeout(() => delete entry.text, SOON_MS).unref();
  },
  'an object with a small integer': ({ minor }) => kept.push({ minor }),
  'an object with a double': ({ minor }) => kept.push({ amount: minor / 100 }),
  'an array of small integers': ({ minor }) => kept.push([1, minor]),
  'an array of doubles': ({ minor }) => kept.push([0.5, minor / 100]),
  'an Int32Array': ({ minor }) => kept.push(Int32Array.of(minor)),
  'a Float64Array': ({ minor }) => kept.push(Float64Array.of(minor / 100)),
  'a BigInt64Array': ({ minor }) => kept.push(BigInt64Array.of(BigInt(minor))),
  'a map of numbers': ({ minor }) => kept.push(new Map([[1, minor]])),
  'a set of numbers': ({ minor }) => kept.push(new Set([minor])),
  'a Buffer of text': ({ text }) => kept.push(Buffer.from(text)),
  'a deflated text in a Buffer': ({ text }) =>
    kept.push(Buffer.concat([Buffer.alloc(6, 1), deflateRawSync(text)])),
  'a text in gzip in a Buffer': ({ text }) => kept.push(gzipSync(text)),
  'a Buffer that holds one token': ({ token }) => kept.push(Buffer.from(token)),
  'a key outside of V8': ({ token }) => kept.push(createSecretKey(token)),
  'the next answer': () => {
    const { end } = ServerResponse.prototype;
    ServerResponse.prototype.end = function keepAndEnd(...given) {
      ServerResponse.prototype.end = end;
      kept.push(given[0]);
      return end.apply(this, given);
    };
  },
  'a log line': ({ text }) => process.stdout.write(`${text}\n`),
  'a file': ({ text }) => writeFileSync('planted', text),
  'a file that is removed at once': ({ text }) => {
    writeFileSync('removed', text);
    rmSync('removed');
  },
  'a key in Redis': ({ text }) => sendToRedis(['SET', 'planted', text]),
  'a key in Redis that is deleted at once': async ({ text }) => {
    await sendToRedis(['SET', 'deleted', text]);
    await sendToRedis(['DEL', 'deleted']);
  },
  'a row in PostgreSQL': ({ text }) =>
    sendToPostgres(`CREATE TABLE planted AS SELECT '${text}'::text AS text`),
  'a row in PostgreSQL that is deleted at once': ({ text }) =>
    sendToPostgres(`CREATE TEMPORARY TABLE removed AS SELECT '${text}'::text; DROP TABLE removed`),
};

/** Plants a leak. The text and the token come in base64, so that the order itself is not found. */
export async function plant({ kind, text64, token64, minor }) {
  const bytes = Buffer.alloc(Buffer.byteLength(text64, 'base64'), text64, 'base64');
  const token = Buffer.alloc(Buffer.byteLength(token64, 'base64'), token64, 'base64');
  await LEAKS[kind]({ text: bytes.toString(), token, minor });
  bytes.fill(0);
  token.fill(0);
}

async function sendToRedis(words) {
  const { createClient } = await import('@redis/client');
  const client = createClient({ url: process.env.REDIS_URL });
  await client.connect();
  await client.sendCommand(words);
  client.destroy();
}

async function sendToPostgres(text) {
  const { default: pg } = await import('pg');
  const client = new pg.Client(process.env.DATABASE_URL);
  await client.connect();
  await client.query(text);
  await client.end();
}
