import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { BREACHES } from './breaches.ts';

it.each(BREACHES)('finds the text to replace once in the source: $title', ({ file, find, replace }) => {
  const source = readFileSync(`src/${file}`, 'utf8');
  expect(source.split(find)).toHaveLength(2);
  expect(source.replace(find, () => replace)).not.toBe(source);
});
