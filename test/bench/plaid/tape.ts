/**
 * Plaid for the bench: the emulator's answers are recorded at the first request, and sent again after a set time at
 * each later one. So the figures are those of the contestants, and not of the emulator on the same machine.
 */

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';

/** What Plaid does: answers, never answers, answers with HTTP 500, or hangs up. */
export type Mood = 'answers' | 'silent' | 'fails' | 'hangs up';

export interface Question {
  /** Such as /transactions/get. */
  readonly path: string;
  /** JSON. */
  readonly body: string;
}

/** What was asked and answered since the last tally. */
export interface Tally {
  readonly questions: readonly Question[];
}

export interface Tape {
  readonly server: Server;
  set(how: { mood?: Mood; latencyMs?: number }): void;
  takeTally(): Tally;
  /** Erases what was recorded. */
  erase(): void;
}

const NOTHING: Tally = { questions: [] };

/** A server that records and repeats the answers of this one. */
export function createTape(plaidUrl: string): Tape {
  const recorded = new Map<string, Promise<Recorded>>();
  let mood: Mood = 'answers';
  let latencyMs = 0;
  let tally = NOTHING;

  async function answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const arrivedAt = performance.now();
    const question = { path: req.url ?? '', body: await text(req) };
    if (mood === 'silent') return;
    if (mood === 'hangs up') return void req.socket.destroy();
    const key = keyOf(question);
    const playing = recorded.get(key) ?? ask(plaidUrl, question);
    recorded.set(key, playing);
    const { status, body } = await playing;
    const leftMs = latencyMs - (performance.now() - arrivedAt);
    if (leftMs > 0) await wait(leftMs);
    res.on('finish', () => {
      tally = { questions: [...tally.questions, question] };
    });
    res.writeHead(mood === 'fails' ? 500 : status, {
      'content-type': 'application/json',
      'content-length': body.length,
    });
    res.end(body);
  }

  return {
    server: createServer((req, res) => void answer(req, res)),
    set(how) {
      mood = how.mood ?? mood;
      latencyMs = how.latencyMs ?? latencyMs;
    },
    takeTally() {
      const taken = tally;
      tally = NOTHING;
      return taken;
    },
    erase: () => recorded.clear(),
  };
}

/** The age allowed to a balance is another moment in each request, and changes no answer. */
function keyOf({ path, body }: Question): string {
  return path + body.replace(/"min_last_updated_datetime":"[^"]*"/, '');
}

interface Recorded {
  readonly status: number;
  readonly body: Buffer;
}

async function ask(plaidUrl: string, { path, body }: Question): Promise<Recorded> {
  const headers = { 'plaid-client-id': 'bench', 'plaid-secret': 'bench' };
  const response = await fetch(plaidUrl + path, { method: 'POST', headers, body });
  // A bank may have no cards and no loans; any other trouble would make the figures wrong.
  if (!response.ok && path !== '/liabilities/get') throw new Error(`${path} answered ${response.status}`);
  return { status: response.status, body: Buffer.from(await response.arrayBuffer()) };
}
