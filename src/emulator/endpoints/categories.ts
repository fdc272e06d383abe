/** /categories/get: Plaid's former categories, of which only the groups are told here. */
import { endpoint } from '../endpoint.ts';

const GROUPS: ReadonlyArray<readonly [id: string, name: string]> = [
  ['10000000', 'Bank Fees'],
  ['11000000', 'Cash Advance'],
  ['12000000', 'Community'],
  ['13000000', 'Food and Drink'],
  ['14000000', 'Healthcare'],
  ['15000000', 'Interest'],
  ['16000000', 'Payment'],
  ['17000000', 'Recreation'],
  ['18000000', 'Service'],
  ['19000000', 'Shops'],
  ['20000000', 'Tax'],
  ['21000000', 'Transfer'],
  ['22000000', 'Travel'],
];

export const categoriesGet = endpoint({}, (_body, { requestId }) => ({
  categories: GROUPS.map(([category_id, name]) => ({
    category_id,
    group: category_id.startsWith('15') || category_id.startsWith('16') ? 'special' : 'place',
    hierarchy: [name],
  })),
  request_id: requestId,
}));
