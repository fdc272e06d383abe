/** A day is a day in UTC, or in TIME_ZONE, wherever the server stands: every answer is the same in every time zone. */

import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startEmulator } from '../../src/emulator/emulator.ts';
import { type Answer, Client } from '../support/client.ts';
import { giveBank } from '../support/give-bank.ts';
import { NAVIGATION_PAGES } from '../support/navigation-pages.ts';
import { newKey, type TestApp } from '../support/test-app.ts';

/** Besides UTC, the zone farthest ahead of it and one of those farthest behind. */
const ZONES = ['UTC', 'Pacific/Kiritimati', 'Pacific/Pago_Pago'] as const;
const MOMENTS = [
  ['2025-12-31T23:59:59.999Z', '2025-12-31', '2025-12-01'],
  ['2026-01-01T00:00:00.000Z', '2026-01-01', '2025-12-02'],
  ['2026-02-28T23:59:59.000Z', '2026-02-28', '2026-01-29'],
  ['2026-03-01T00:00:00.000Z', '2026-03-01', '2026-01-30'],
] as const;
const FILES = ['csv', 'json', 'ofx', 'qif'].map((format) => `/transactions.${format}`);
const PATHS = [
  ...['/', ...NAVIGATION_PAGES, '/logout', '/privacy.json'],
  ...['/api/dashboard', '/api/transactions', '/api/spending', '/api/net-worth', '/api/ahead', '/api/credit'],
  ...FILES,
  '/net-worth.csv',
  '/upcoming.ics',
];

let now = new Date(MOMENTS[0][0]);
const apps = new Map<string, TestApp>();
const { TZ } = process.env;
const emulator = await startEmulator({ clock: () => now });
const env = { ENCRYPTION_KEYS: newKey() };
for (const zone of ZONES) {
  // Each with modules of its own: what formats dates is made once, and keeps the zone it was made in.
  vi.resetModules();
  moveTo(zone);
  const { addDays, addMonths } = await import('../../src/finance/days.ts');
  // Before anything else: with a fault in these the app would count days and months for ever.
  expect([addDays('2026-02-28', 1), addMonths('2025-12-01', 1)], zone).toEqual(['2026-03-01', '2026-01-01']);
  const { startTestApp } = await import('../support/test-app.ts');
  apps.set(zone, await startTestApp({ now: () => now, emulator, env }));
}
afterAll(async () => {
  for (const app of apps.values()) await app.close();
  await emulator.close();
  if (TZ === undefined) delete process.env.TZ;
  else process.env.TZ = TZ;
});

function moveTo(zone: string): void {
  process.env.TZ = zone;
}

/** Every answer in a zone. */
async function answersIn(zone: string, jar: Map<string, string>): Promise<Record<string, Answer>> {
  moveTo(zone);
  const client = new Client(apps.get(zone)?.url ?? '', new Map(jar));
  const answers: Record<string, Answer> = {};
  for (const path of PATHS) answers[path] = await client.get(path);
  return answers;
}

/** All of an answer but how long it took, sorted, since streamed parts come in any order. */
function saidBy({ status, headers, text }: Answer): string {
  const lines = text
    .replace(/took [\d.,]+ seconds/, '')
    .replace(/\/disconnect\/[\w.-]+/g, '')
    .split('\n');
  return [status, headers.get('content-disposition'), ...lines.sort()].join('\n');
}

it('these tests run where those zones have other days', () => {
  const dates = ZONES.map((zone) => {
    moveTo(zone);
    return [
      new Date('2026-01-01T10:30:00Z').getDate(),
      new Date('2026-01-01T10:30:00Z').toLocaleDateString('sv'),
    ];
  });
  expect(dates).toEqual([
    [1, '2026-01-01'],
    [2, '2026-01-02'],
    [31, '2025-12-31'],
  ]);
});

describe.each(MOMENTS)('at %s', (at, today, thirtyDaysBefore) => {
  const jar = new Map<string, string>();
  let inUtc: Record<string, Answer>;
  beforeAll(async () => {
    now = new Date(at);
    emulator.control.reset();
    const app = apps.get('UTC') as TestApp;
    giveBank(app, new Client(app.url, jar), { person: 'student' });
    inUtc = await answersIn('UTC', jar);
  });

  it('today is the day in UTC', () => {
    for (const path of PATHS) expect(inUtc[path]?.status, path).toBe(200);
    const { range } = JSON.parse(inUtc['/api/transactions']?.text ?? '');
    expect(range).toEqual({ from: thirtyDaysBefore, to: today });
    for (const file of FILES) {
      expect(inUtc[file]?.headers.get('content-disposition')).toContain(`transactions-${today}.`);
    }
  });

  it.each(ZONES.slice(1))('every answer is the same in %s', async (zone) => {
    const answers = await answersIn(zone, jar);
    for (const path of PATHS) {
      expect(saidBy(answers[path] as Answer), path).toBe(saidBy(inUtc[path] as Answer));
    }
  });
});

describe('with TIME_ZONE', () => {
  it.each([
    // Five hours behind UTC in winter.
    ['America/New_York', '2026-01-01T04:59:59.999Z', '2025-12-31', /11:59.PM EST/],
    ['America/New_York', '2026-01-01T05:00:00.000Z', '2026-01-01', /12:00.AM EST/],
    // Nine ahead of it.
    ['Asia/Tokyo', '2025-12-31T14:59:59.999Z', '2025-12-31', /11:59.PM GMT\+9/],
    ['Asia/Tokyo', '2025-12-31T15:00:00.000Z', '2026-01-01', /12:00.AM GMT\+9/],
    // A day of 23 hours.
    ['Europe/Berlin', '2026-03-28T23:00:00.000Z', '2026-03-29', /12:00.AM GMT\+1/],
    ['Europe/Berlin', '2026-03-29T21:59:59.999Z', '2026-03-29', /11:59.PM GMT\+2/],
    ['Europe/Berlin', '2026-03-29T22:00:00.000Z', '2026-03-30', /12:00.AM GMT\+2/],
  ])('today in %s at %s is %s', async (zone, at, today, clock) => {
    moveTo('UTC');
    now = new Date(at);
    emulator.control.reset();
    const { startTestApp } = await import('../support/test-app.ts');
    const app = await startTestApp({ now: () => now, emulator, env: { TIME_ZONE: zone } });
    try {
      const client = app.newClient();
      giveBank(app, client, { person: 'student' });
      const { range } = JSON.parse((await client.get('/api/transactions')).text);
      expect(range.to).toBe(today);
      const file = await client.get('/transactions.csv');
      expect(file.headers.get('content-disposition')).toContain(`transactions-${today}.`);
      expect((await client.get('/dashboard')).text.replace(/\u202f/g, ' ')).toMatch(clock);
    } finally {
      await app.close();
    }
  });
});
