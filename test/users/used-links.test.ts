import { expect, it } from 'vitest';
import type { Counts } from '../../src/redis/counts.ts';
import { createUsedLinks } from '../../src/users/used-links.ts';

const at = (seconds: number) => new Date(seconds * 1000);

it('a sign-in link can be used once', async () => {
  const links = createUsedLinks(() => at(0));
  expect(await Promise.all(['a', 'a', 'b'].map((id) => links.use(id, at(60))))).toEqual([true, false, true]);
});

it('a used sign-in link is remembered until its expiry and no longer', async () => {
  let now = at(0);
  const links = createUsedLinks(() => now);
  await links.use('a', at(60));
  now = at(59);
  expect(await links.use('a', at(60))).toBe(false);
  now = at(60);
  expect(await links.use('a', at(120))).toBe(true);
});

it.each([
  ['was counted once', 1, true],
  ['was counted twice', 2, false],
  ['cannot be counted', null, true],
])('a sign-in link that %s by all instances together can be used: %s', async (_how, total, isFirst) => {
  const asked: unknown[] = [];
  const add: Counts['add'] = async (...question) => {
    asked.push(question);
    return total === null ? null : { total, endsAt: at(60) };
  };
  const links = createUsedLinks(() => at(10), { add, clear: async () => {} });
  expect(await links.use('a', at(60))).toBe(isFirst);
  expect(asked).toEqual([['sign-in-link', 'a', 50_000]]);
});
