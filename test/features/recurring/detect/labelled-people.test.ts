import type { AccountsGetResponse, Transaction as PlaidTransaction } from 'plaid';
import { afterAll, expect, it } from 'vitest';
import { type Emulator, startEmulator } from '../../../../src/emulator/emulator.ts';
import { findRecurring, type Recurring } from '../../../../src/features/recurring/detect/detect.ts';
import { flowsOf } from '../../../../src/finance/flow.ts';
import { eachPurchaseOnce } from '../../../../src/finance/pending-twins.ts';
import { toAccount, toTransaction } from '../../../../src/plaid/mapping.ts';

const TODAY = '2026-03-10';
const PEOPLE = ['couple', 'freelancer', 'retiree', 'student'];

/** The banks with income and spending; accounts of loans and investments only show the far end of it. */
const BANKS = ['ins_900001', 'ins_900002', 'ins_900005', 'ins_900006', 'ins_900007'];

const emulator = await startEmulator({ clock: () => new Date(`${TODAY}T12:00:00Z`) });
afterAll(() => emulator.close());

type Label = ReturnType<Emulator['control']['labels']>[number];

it('finds what recurs for the emulator’s labelled people, and little else', async () => {
  let right = 0;
  const missed: string[] = [];
  const invented: string[] = [];
  for (const person of PEOPLE) {
    for (const bank of BANKS) {
      const labels = emulator.control
        .labels(person)
        .filter((label) => label.institutionId === bank && couldBeFound(label));
      const found = await recurringAt(bank, person);
      const unfound = labels.filter((label) => !found.some((stream) => isOf(stream, label)));
      right += labels.length - unfound.length;
      missed.push(...unfound.map((label) => `${person} ${label.merchant} ${label.cadence}`));
      invented.push(
        ...found
          .filter((stream) => !labels.some((label) => isOf(stream, label)))
          .map((stream) => `${person} ${stream.name} ${stream.cadence}`),
      );
    }
  }
  const precision = right / (right + invented.length);
  const recall = right / (right + missed.length);
  console.info(`Recurring: precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}`, {
    missed,
    invented,
  });
  expect(precision).toBeGreaterThan(0.95);
  expect(recall).toBeGreaterThan(0.9);
}, 60_000);

function couldBeFound({ cadence, occurrences }: Label): boolean {
  return occurrences >= (cadence === 'yearly' ? 2 : 3);
}

async function recurringAt(institutionId: string, person: string): Promise<Recurring[]> {
  const item = emulator.control.createItem({ institutionId, person, daysRequested: 730 });
  const response = await fetch(`${emulator.baseUrl}/accounts/get`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'plaid-client-id': 'test', 'plaid-secret': 'test' },
    body: JSON.stringify({ access_token: item.accessToken }),
  });
  const { accounts } = (await response.json()) as AccountsGetResponse;
  const rows = (emulator.control.rawTransactions(item.id) as PlaidTransaction[]).map(toTransaction);
  return findRecurring(flowsOf(eachPurchaseOnce(rows), accounts.map(toAccount)), TODAY);
}

/** The same merchant and cadence, at one of the planned amounts or as near to it as they drift, and as alive. */
function isOf(stream: Recurring, label: Label): boolean {
  const isNear = label.amountsMinor.some(
    (planned) => Math.abs(planned + stream.amountMinor) <= Math.abs(planned) * Math.max(0.01, label.drift),
  );
  const isAlive = (stream.status === 'active') === label.isActive;
  return stream.name === label.merchant && stream.cadence === label.cadence && isNear && isAlive;
}
