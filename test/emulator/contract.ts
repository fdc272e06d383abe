/** What the tests of the contract share: Plaid's document beside an emulator, and requests that fit it. */
import type { ValidateFunction } from 'ajv';
import { expect } from 'vitest';
import { type Bench, startBench } from './client.ts';
import { type PlaidDocument, readPlaidDocument } from './plaid-document.ts';

export const RANGE = { start_date: '2024-05-20', end_date: '2026-05-20' };
export const LINK = {
  client_name: 'Ledgerless',
  language: 'en',
  country_codes: ['US'],
  user: { client_user_id: 'a-random-id' },
  products: ['transactions'],
  additional_consented_products: ['liabilities'],
  transactions: { days_requested: 730 },
  hosted_link: { completion_redirect_uri: 'http://localhost:3000/link/return' },
};
/** Nothing listens at the discard port: what is sent there is only written down. */
export const NOBODY = 'http://127.0.0.1:9/webhook';

export interface Contract {
  readonly document: PlaidDocument;
  readonly bench: Bench;
}

/** Reads the document and starts an emulator. */
export async function openContract(): Promise<Contract> {
  return { document: readPlaidDocument(), bench: await startBench() };
}

/** A new user of the emulator, by its id. */
export async function newUser(bench: Bench): Promise<string> {
  const { body } = await bench.post('/user/create', { client_user_id: crypto.randomUUID() });
  return String(body.user_id);
}

/** Expects a value to fit a schema of the document. */
export function expectValid(validate: ValidateFunction, value: unknown): void {
  const errors = validate(value) ? [] : (validate.errors ?? []).slice(0, 5);
  expect(errors).toEqual([]);
}
