/** An emulator at a clock that tests move, with the official SDK in front of it. */

import { Configuration, PlaidApi } from 'plaid';
import { afterEach, beforeEach } from 'vitest';
import type { ItemWish } from '../../src/emulator/control.ts';
import { type Emulator, type EmulatorOptions, startEmulator } from '../../src/emulator/emulator.ts';
import type { Item } from '../../src/emulator/item.ts';

export interface TestEmulator extends Emulator {
  readonly plaid: PlaidApi;
  /** Moves the emulator's clock on. */
  pass(ms: number): void;
  /** A new Item at a bank: the student's, unless the wish names another person. */
  itemAt(institutionId: string, wish?: Partial<ItemWish>): Item;
  /** The id of the user with this client id, who is made where there is none. */
  newUser(clientUserId?: string): Promise<string>;
  /** The bare answer to a POST. */
  send(path: string, body: unknown, signal?: AbortSignal): Promise<Response>;
  /** Any POST, also one the SDK's types would not allow. */
  post(path: string, body: unknown): Promise<{ status: number; body: Record<string, unknown> }>;
  /** The error code of the answer; undefined where it has none. */
  codeOf(path: string, body: unknown): Promise<unknown>;
}

export const MINUTE = 60_000;
export const DAY = 86_400_000;
const START = new Date('2026-05-20T12:00:00Z');
/** Nothing listens at the discard port: what is sent there is only written down. */
export const NO_RECEIVER = 'http://127.0.0.1:9/hook';

/** Starts an emulator whose clock stands still until it is moved. */
export async function startTestEmulator(options: EmulatorOptions = {}): Promise<TestEmulator> {
  let now = START.getTime();
  const emulator = await startEmulator({ clock: () => new Date(now), ...options });
  const { baseUrl: basePath } = emulator;
  const headers = { 'PLAID-CLIENT-ID': 'client', 'PLAID-SECRET': 'secret' };
  const send: TestEmulator['send'] = (path, body, signal) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return fetch(basePath + path, { method: 'POST', headers, body: text, signal: signal ?? null });
  };
  const post: TestEmulator['post'] = async (path, body) => {
    const response = await send(path, body);
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  return {
    ...emulator,
    plaid: new PlaidApi(
      new Configuration({ basePath, baseOptions: { headers, validateStatus: () => true } }),
    ),
    pass(ms) {
      now += ms;
    },
    itemAt: (institutionId, wish = {}) =>
      emulator.control.createItem({ institutionId, person: 'student', ...wish }),
    async newUser(clientUserId = 'first') {
      const request = { client_user_id: clientUserId, with_upgraded_user: true };
      return String((await post('/user/create', request)).body.user_id);
    },
    send,
    post,
    codeOf: async (path, body) => (await post(path, body)).body.error_code,
  };
}

/** Starts another one before each test of a file, and closes it afterwards. */
export function emulatorForEachTest(): TestEmulator {
  const emulator = {} as TestEmulator;
  beforeEach(async () => void Object.assign(emulator, await startTestEmulator()));
  afterEach(() => emulator.close());
  return emulator;
}

/** The widest request for transactions. */
export function allTransactions(accessToken: string, options: { count?: number; offset?: number } = {}) {
  return { access_token: accessToken, start_date: '2020-01-01', end_date: '2030-01-01', options };
}
