import type { Request, RequestHandler, Response } from 'express';
import { expect, it } from 'vitest';
import { type BackgroundWork, createBackgroundWork } from '../../src/web/background.ts';

/** Runs a handler until `finish` or `fail` is called. */
function begin(work: BackgroundWork) {
  let [finish, fail] = [() => {}, () => {}];
  const running = new Promise<void>((resolve, reject) => {
    finish = resolve;
    fail = () => reject(new Error('no bank'));
  });
  const handler: RequestHandler = () => running;
  const answered = work.runToCompletion(handler)({} as Request, {} as Response, () => {});
  return { finish, fail, answered };
}

it('background work is settled when there is none', async () => {
  await createBackgroundWork().settled();
});

it('background work is settled with its last handler, even if that began later or fails', async () => {
  const work = createBackgroundWork();
  const first = begin(work);
  let isSettled = false;
  const settled = work.settled().then(() => {
    isSettled = true;
  });
  const second = begin(work);
  first.finish();
  await first.answered;
  await new Promise(setImmediate);
  expect(isSettled).toBe(false);
  second.fail();
  // Express is told of the failure as well.
  await expect(second.answered).rejects.toThrow('no bank');
  await settled;
});
