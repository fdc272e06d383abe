import type { Request, RequestHandler, Response } from 'express';
import { expect, it } from 'vitest';
import { type BackgroundWork, createBackgroundWork } from '../../src/web/background.ts';

/** Has a handler at work until `finish` or `fail` is called. */
function begin(unfinished: BackgroundWork) {
  let [finish, fail] = [() => {}, () => {}];
  const atWork = new Promise<void>((resolve, reject) => {
    finish = resolve;
    fail = () => reject(new Error('no bank'));
  });
  const handler: RequestHandler = () => atWork;
  const answered = unfinished.runToCompletion(handler)({} as Request, {} as Response, () => {});
  return { finish, fail, answered };
}

it('is settled when there is nothing', async () => {
  await createBackgroundWork().settled();
});

it('is settled with the last work, also with what began meanwhile and with what fails', async () => {
  const unfinished = createBackgroundWork();
  const first = begin(unfinished);
  let isSettled = false;
  const settled = unfinished.settled().then(() => {
    isSettled = true;
  });
  const second = begin(unfinished);
  first.finish();
  await first.answered;
  await new Promise(setImmediate);
  expect(isSettled).toBe(false);
  second.fail();
  // Express hears of the failure as before.
  await expect(second.answered).rejects.toThrow('no bank');
  await settled;
});
