import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { BREACHES } from './breaches.ts';

it.each(BREACHES)('can still put into the source: $title', ({ file, find, replace }) => {
  const source = readFileSync(`src/${file}`, 'utf8');
  expect(source.split(find)).toHaveLength(2);
  expect(source.replace(find, () => replace)).not.toBe(source);
});
