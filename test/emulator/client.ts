/** An emulator at a clock that tests move, and the official SDK in front of it. */
import { Configuration, PlaidApi } from 'plaid';
import { type Emulator, type EmulatorOptions, startEmulator } from '../../src/emulator/emulator.ts';

export interface Bench {
  readonly emulator: Emulator;
  readonly plaid: PlaidApi;
  /** Moves the emulator's clock on. */
  pass(ms: number): void;
  /** Any POST, also one the SDK's types would not allow. */
  post(path: string, body: unknown): Promise<{ status: number; body: Record<string, unknown> }>;
}

export const MINUTE = 60_000;
export const DAY = 86_400_000;
export const START = new Date('2026-05-20T12:00:00Z');

/** Starts an emulator whose clock stands still until it is moved. */
export async function startBench(options: EmulatorOptions = {}): Promise<Bench> {
  let now = START.getTime();
  const emulator = await startEmulator({ clock: () => new Date(now), ...options });
  const headers = { 'PLAID-CLIENT-ID': 'client', 'PLAID-SECRET': 'secret' };
  return {
    emulator,
    plaid: new PlaidApi(
      new Configuration({ basePath: emulator.baseUrl, baseOptions: { headers, validateStatus: () => true } }),
    ),
    pass(ms) {
      now += ms;
    },
    async post(path, body) {
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      const response = await fetch(emulator.baseUrl + path, { method: 'POST', headers, body: text });
      return { status: response.status, body: (await response.json()) as Record<string, unknown> };
    },
  };
}

/** The widest request for transactions. */
export function allTransactions(accessToken: string, options: { count?: number; offset?: number } = {}) {
  return { access_token: accessToken, start_date: '2020-01-01', end_date: '2030-01-01', options };
}

/** A new Item of the student at a bank. */
export function studentAt({ emulator }: Bench, institutionId: string) {
  return emulator.control.createItem({ institutionId, person: 'student' });
}
