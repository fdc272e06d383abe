import { expect, it } from 'vitest';
import { currencyName } from '../../src/finance/currency-name.ts';

it('names the official currencies and leaves the others their code', () => {
  expect(currencyName('USD')).toBe('US Dollar');
  expect(currencyName('KWD')).toBe('Kuwaiti Dinar');
  expect(currencyName('DOGE')).toBe('DOGE');
  expect(currencyName('QQQ')).toBe('QQQ');
  expect(currencyName('')).toBe('');
});
