/** The address of the file of net worth. */

import { expect, it } from 'vitest';
import { fileOf } from '../../../src/features/net-worth/file-link.ts';
import { monthsBack } from '../../../src/finance/period.ts';
import { failed, told } from '../../support/told-banks.ts';
import { TODAY } from './pasts.ts';

const back = monthsBack({ months: '6' }, TODAY);

it.each([
  ['no bank', [], '/net-worth.csv?months=6'],
  ['banks that were read', [told('k3v'), told('p7a')], '/net-worth.csv?months=6'],
  ['one that was not', [told('k3v'), failed('p7a')], '/net-worth.csv?months=6&without=p7a'],
  [
    'several that were not',
    [failed('k3v'), told('m2c'), failed('p7a')],
    '/net-worth.csv?months=6&without=k3v.p7a',
  ],
] as const)('has the months, and names those that were not read: of %s', async (_, banks, address) => {
  expect(await fileOf(banks, back)).toBe(address);
});
