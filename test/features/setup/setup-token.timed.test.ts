/** Whether the time of a refusal tells how much of SETUP_TOKEN was guessed. */

import { randomBytes } from 'node:crypto';
import type { Request, Response } from 'express';
import { expect, it, vi } from 'vitest';
import { postSetup } from '../../../src/features/setup/page.ts';
import type { Services } from '../../../src/services.ts';
import { quantile } from '../../bench/statistics.ts';

/** So long that a comparison letter by letter takes six times as long for a wrong last letter as for a wrong first one. */
const LETTERS = 1_000_000;
const TRIES = 151;
/** No kind of guess takes so many times as long as another, by the quickest quarter of each. */
const BOUND = 2;

const token = randomBytes(LETTERS).toString('hex').slice(0, LETTERS);
const services = {
  config: { setupToken: token, encryptionKeys: [randomBytes(32)] },
  now: () => new Date(),
} as unknown as Services;

/** The same letters in the same order but for one. */
function guessWrongAt(at: number): string {
  return `${token.slice(0, at)}!${token.slice(at + 1)}`;
}

/** Milliseconds until this guess is refused. */
function refusalMs(guess: string): number {
  const redirect = vi.fn();
  // As it comes out of a form: one text of its own, and no view of the token.
  const req = { body: { token: Buffer.from(guess).toString('latin1') }, session: {} } as Request;
  const res = { redirect } as unknown as Response;
  const start = performance.now();
  postSetup(services)(req, res, () => {});
  const ms = performance.now() - start;
  expect(redirect.mock.calls).toEqual([[303, '/setup']]);
  expect(req.session.operator).toBeUndefined();
  return ms;
}

it('a guess is refused in the same time wherever it is wrong', () => {
  const guesses = [0, LETTERS / 2, LETTERS - 1].map(guessWrongAt);
  const times: number[][] = guesses.map(() => []);
  // In turns, so that whatever else the machine does slows all of them alike.
  for (let round = -10; round < TRIES; round += 1) {
    for (const [index, guess] of guesses.entries()) {
      const ms = refusalMs(guess);
      if (round >= 0) times[index]?.push(ms);
    }
  }
  const quick = times.map((list) => quantile(list, 0.25));
  expect(Math.max(...quick) / Math.min(...quick)).toBeLessThan(BOUND);
});
