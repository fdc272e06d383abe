import { expect, it } from 'vitest';
import { createSemaphore } from '../../src/plaid/response-body.ts';

it('lets in so many at a time, and the next in order as soon as one leaves', async () => {
  const gate = createSemaphore(2);
  const entered: number[] = [];
  const leaves = [0, 1, 2, 3].map(async (index) => {
    const leave = await gate();
    entered.push(index);
    return leave;
  });
  const leave0 = await leaves[0];
  const leave1 = await leaves[1];
  expect(entered).toEqual([0, 1]);
  leave1?.();
  const leave2 = await leaves[2];
  expect(entered).toEqual([0, 1, 2]);
  leave0?.();
  leave2?.();
  const leave3 = await leaves[3];
  expect(entered).toEqual([0, 1, 2, 3]);
  leave3?.();
  expect(await Promise.all([gate(), gate()])).toHaveLength(2);
});
