import { expect, it } from 'vitest';
import { meter } from '../../src/charts/meter.ts';

it.each([
  [0, 0, false],
  [0.3333, 33.33, false],
  [1, 100, false],
  [1.2, 100, true],
  [-0.5, 0, false],
])('a meter of %d is filled to %d percent', (ratio, width, isOver) => {
  expect(meter(ratio)).toEqual({ width, isOver });
});
