/** Two tabs of one browser at two instances: whatever the order of requests and answers, no line is lost. */

import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { Client } from '../support/client.ts';
import { giveBank } from '../support/give-bank.ts';
import { giveBook } from '../support/give-book.ts';
import { newKey, startTestApp } from '../support/test-app.ts';
import { type BookAnswer, startBookApp } from './book-app.ts';

const START = new Date('2026-11-27T12:00:00Z').getTime();
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;
/** From the moment a browser sends a request to the arrival of its answer. */
const LONGEST = 2 * MINUTE;
const WORDS = ['apple', 'birch', 'cedar', 'dogwood'];

let now = START;
const app = await startTestApp({
  now: () => new Date(now),
  env: { ENCRYPTION_KEYS: newKey(), MAX_SESSION_DAYS: '90' },
});
/** The clock of the second is behind. */
const SKEW = 20 * SECOND;
const instances = [
  await startBookApp(app.services),
  await startBookApp(app.services, () => new Date(now - SKEW)),
] as const;
afterAll(async () => {
  for (const { close } of instances) close();
  await app.close();
});

/** One request: to write a name for a word, to take its line away, or only to look. */
interface Step {
  readonly word: number;
  readonly does: 'write' | 'remove' | 'look';
  /** After the one before was sent. */
  readonly afterMs: number;
  /** Of the longest time, how much the way there and the whole take. */
  readonly there: number;
  readonly whole: number;
  readonly instance: 0 | 1;
}

const step: fc.Arbitrary<Step> = fc.record({
  word: fc.nat(WORDS.length - 1),
  does: fc.constantFrom('write', 'write', 'write', 'remove', 'look', 'look'),
  afterMs: fc.oneof(
    { weight: 6, arbitrary: fc.nat(MINUTE) },
    { weight: 3, arbitrary: fc.integer({ min: MINUTE, max: 4 * MINUTE }) },
    { weight: 2, arbitrary: fc.integer({ min: 4 * MINUTE, max: 7 * MINUTE }) },
    { weight: 1, arbitrary: fc.constant(2 * DAY) },
  ),
  there: fc.double({ min: 0, max: 1, noNaN: true }),
  whole: fc.double({ min: 0, max: 1, noNaN: true }),
  instance: fc.constantFrom(0, 1),
});

/** A request under way. */
interface Sent extends Step {
  readonly name: string;
  readonly cookies: Client;
  /** Their places among all that happens: one moment can have several events. */
  readonly sentAs: number;
  arrivedAs: number;
}

/** What a word is called in an answer; null where it has no line. */
function nameIn({ lines }: BookAnswer, word: number): string | null {
  const line = lines.find((written) => written.startsWith(`call "${WORDS[word]}" `));
  return line?.split(' ').at(-1) ?? null;
}

/** What a word may be called by then: what was written by a request that none has followed which knew of it. */
function possible(word: number, sent: readonly Sent[], as: number): (string | null)[] {
  const arrived = sent.filter((one) => one.word === word && one.does !== 'look' && one.arrivedAs < as);
  const isFollowed = (one: Sent) => arrived.some(({ sentAs }) => sentAs > one.arrivedAs);
  const last = arrived.filter((one) => !isFollowed(one));
  return last.length === 0 ? [null] : last.map(({ does, name }) => (does === 'remove' ? null : name));
}

/** Plays the steps; every answer, and the last of all, has to show what was written. */
async function play(steps: readonly Step[]): Promise<void> {
  const browser = new Client(instances[0].url);
  now = START;
  giveBank(app, browser, { expiresAt: new Date(START + 80 * DAY) });
  giveBook(app, browser, { text: 'call "standing" Always\n' });
  const sent: Sent[] = [];
  const events: { at: number; run: (as: number) => void | Promise<void> }[] = [];
  let at = START;
  for (const [index, one] of steps.entries()) {
    at += one.afterMs;
    const sentAt = at;
    const arrivesAt = sentAt + Math.round(one.whole * LONGEST);
    const handledAt = sentAt + Math.round(one.there * (arrivesAt - sentAt));
    events.push({
      at: sentAt,
      run(sentAs) {
        const cookies = browser.copy();
        const request = { ...one, name: `n${index}`, cookies, sentAs, arrivedAs: Number.POSITIVE_INFINITY };
        sent.push(request);
        let answered: ReturnType<typeof changesBetween> = [];
        events.push(
          {
            at: handledAt,
            async run() {
              const before = new Map(cookies.jar);
              const answer = await ask(request);
              answered = changesBetween(before, cookies.jar);
              expect(answer.lines).toContain('call "standing" Always');
              expect([answer.full, answer.notices]).toEqual([null, []]);
              // An answer shows what its request has written as well.
              for (const word of WORDS.keys()) {
                if (word === one.word && one.does !== 'look') {
                  expect(nameIn(answer, word)).toBe(one.does === 'write' ? request.name : null);
                } else {
                  expect(possible(word, sent, sentAs)).toContain(nameIn(answer, word));
                }
              }
            },
          },
          {
            at: arrivesAt,
            run(arrivedAs) {
              for (const [name, value] of answered) {
                if (value === undefined) browser.jar.delete(name);
                else browser.jar.set(name, value);
              }
              request.arrivedAs = arrivedAs;
            },
          },
        );
      },
    });
  }
  let count = 0;
  while (events.length > 0) {
    events.sort((a, b) => a.at - b.at);
    const event = events.shift();
    now = event?.at ?? now;
    await event?.run(count++);
  }
  for (const later of [LONGEST, 7 * MINUTE, MINUTE]) {
    now += later;
    const look = { ...(steps[0] as Step), does: 'look' as const };
    const answer = await ask({ ...look, name: '', cookies: browser, sentAs: count, arrivedAs: count });
    expect(answer.lines).toContain('call "standing" Always');
    for (const word of WORDS.keys()) {
      expect(possible(word, sent, count)).toContain(nameIn(answer, word));
    }
  }
  expect([...browser.jar.keys()].filter((name) => name.startsWith('book-'))).toEqual(['book-entire']);
}

async function ask({ word, does, name, cookies, instance }: Sent): Promise<BookAnswer> {
  const line = `call "${WORDS[word]}" ${name || 'x'}`;
  const client = cookies.at(instances[instance].url);
  if (does === 'look') return JSON.parse((await client.get('/')).text);
  return JSON.parse((await client.post('/', does === 'write' ? { put: line } : { remove: line })).text);
}

/** What an answer has set and cleared. */
function changesBetween(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>) {
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names]
    .filter((name) => before.get(name) !== after.get(name))
    .map((name) => [name, after.get(name)] as const);
}

it('in a hundred random orders each line is there in every answer, and at the end in one cookie', async () => {
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 12 }), play), { numRuns: 100 });
}, 600_000);

it.each([30, 60, 90, 119])(
  'an answer that comes last, %d seconds after a line was written, does not bring back a book without it',
  async (seconds) => {
    const quick = { there: 0, whole: 0, instance: 0, afterMs: SECOND } as const;
    const [first, second] = [
      { word: 0, does: 'write' },
      { word: 1, does: 'write' },
    ] as const;
    await play([
      { ...quick, ...first },
      // Puts the first line into the whole, and comes after all others.
      { ...quick, word: 0, does: 'look', whole: 1, afterMs: 5 * MINUTE + SECOND },
      { ...quick, ...second, afterMs: 100 },
      { ...quick, word: 0, does: 'look', instance: 1, afterMs: seconds * SECOND },
      { ...quick, word: 1, does: 'look', afterMs: 2 * MINUTE },
    ]);
  },
);

it.each([10, 60, 115])(
  'nor does one that was asked for a second before a line arrived, which took as long as any, and %d seconds after',
  async (seconds) => {
    const quick = { there: 0, whole: 0, instance: 0, afterMs: SECOND } as const;
    await play([
      { ...quick, word: 0, does: 'write' },
      { ...quick, word: 1, does: 'write', whole: 1, afterMs: 5 * MINUTE + SECOND },
      { ...quick, word: 0, does: 'look', whole: 1, afterMs: LONGEST - SECOND },
      { ...quick, word: 0, does: 'look', afterMs: seconds * SECOND },
      { ...quick, word: 1, does: 'look', afterMs: LONGEST },
    ]);
  },
);
