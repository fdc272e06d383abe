import type { AccountsGetResponse, Transaction as PlaidTransaction } from 'plaid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toAccount, toTransaction } from '../../../src/bank/from-plaid.ts';
import { type Emulator, startEmulator } from '../../../src/emulator/emulator.ts';
import { flowsOf } from '../../../src/present/flow.ts';
import { findRecurring, type Recurring } from '../../../src/present/recurring.ts';
import { withoutPendingTwins } from '../../../src/present/transactions.ts';

const TODAY = '2026-03-10';
const PEOPLE = ['couple', 'freelancer', 'retiree', 'student'];
/** The banks with income and spending; loan and investment accounts only show the far end of it. */
const BANKS = ['ins_900001', 'ins_900002', 'ins_900005', 'ins_900006', 'ins_900007'];

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator({ clock: () => new Date(`${TODAY}T12:00:00Z`) });
});
afterAll(() => emulator.close());

type Label = ReturnType<Emulator['control']['labels']>[number];

describe('the emulator’s labelled people', () => {
  it('have their recurring payments found, and few others', async () => {
    const counts = { found: 0, missed: 0, invented: 0 };
    for (const person of PEOPLE) {
      const labels = emulator.control.labels(person);
      for (const institutionId of BANKS) {
        const found = await recurringAt(institutionId, person);
        const own = labels.filter((label) => label.institutionId === institutionId && label.occurrences > 2);
        const missed = own.filter((label) => !found.some((stream) => isSame(stream, label)));
        const invented = found.filter((stream) => !own.some((label) => isSame(stream, label)));
        counts.found += own.length - missed.length;
        counts.missed += missed.length;
        counts.invented += invented.length;
        for (const m of missed) console.log('MISSED', person, institutionId, JSON.stringify(m));
        for (const m of invented) console.log('INVENTED', person, institutionId, JSON.stringify(m));
      }
    }
    const precision = counts.found / (counts.found + counts.invented);
    const recall = counts.found / (counts.found + counts.missed);
    console.log(`recurring: precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}`, counts);
  });
});

async function recurringAt(institutionId: string, person: string): Promise<Recurring[]> {
  const item = emulator.control.createItem({ institutionId, person, daysRequested: 730 });
  const response = await fetch(`${emulator.baseUrl}/accounts/get`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'plaid-client-id': 'test', 'plaid-secret': 'test' },
    body: JSON.stringify({ access_token: item.accessToken }),
  });
  const { accounts } = (await response.json()) as AccountsGetResponse;
  const rows = (emulator.control.rawTransactions(item.id) as PlaidTransaction[]).map(toTransaction);
  const flows = flowsOf(withoutPendingTwins(rows), accounts.map(toAccount));
  const t=performance.now();
  const r= findRecurring(flows, TODAY);
  if (rows.length>10000) console.log('ms', performance.now()-t, rows.length);
  return r;
}

function isSame(stream: Recurring, label: Label): boolean {
  return stream.name === label.merchant && stream.cadence === label.cadence && label.amountsMinor.some(a => Math.abs(Math.abs(stream.amountMinor)-Math.abs(a)) <= Math.abs(a)*Math.max(0.01,label.drift));
}
