import { expect, it } from 'vitest';
import { EXPORT_FORMATS, FORMAT_NAMES } from '../../../../src/features/transactions/exports/formats.ts';
import { sourceOf, written } from './sample-source.ts';

it('is written in these forms', () => {
  expect(FORMAT_NAMES).toEqual(['csv', 'json', 'ofx', 'qif']);
});

it.each([
  ['csv', 'text/csv; charset=utf-8; header=present', /^\uFEFFdate,amount,.*\r\n$/],
  ['json', 'application/json', /^\{.*\]\}\n$/s],
  ['ofx', 'application/x-ofx', /^<\?xml .*<\/OFX>\n$/s],
  ['qif', 'application/x-qif; charset=utf-8', /^!Account\n.*!Type:Bank\n$/s],
] as const)('a file whose name ends in %s is told and written as one', async (name, mediaType, file) => {
  expect(EXPORT_FORMATS[name].mediaType).toBe(mediaType);
  expect(await written(EXPORT_FORMATS[name].write, sourceOf([]))).toMatch(file);
});
