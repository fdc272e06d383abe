import { expect, it } from 'vitest';
import { soak } from './soak.ts';

it('five thousand requests leave nothing in memory', async () => {
  const { failed, heapGrowthBytes } = await soak(5_000, 2_000);
  expect(failed).toBe(0);
  expect(heapGrowthBytes).toBeLessThan(2 * 1024 * 1024);
}, 90_000);
