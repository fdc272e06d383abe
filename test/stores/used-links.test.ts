import { expect, it } from 'vitest';
import { createUsedLinks } from '../../src/stores/used-links.ts';

const at = (seconds: number) => new Date(seconds * 1000);

it('lets each link be used by the first alone', async () => {
  const links = createUsedLinks(() => at(0));
  expect(await Promise.all(['a', 'a', 'b'].map((id) => links.use(id, at(60))))).toEqual([true, false, true]);
});

it('remembers a link until its end and no longer', async () => {
  let now = at(0);
  const links = createUsedLinks(() => now);
  await links.use('a', at(60));
  now = at(59);
  expect(await links.use('a', at(60))).toBe(false);
  now = at(60);
  expect(await links.use('a', at(120))).toBe(true);
});
