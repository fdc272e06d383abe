import type { Transaction as PlaidTransaction } from 'plaid';
import { afterAll, expect, it } from 'vitest';
import type { Emulator } from '../../../../src/emulator/emulator.ts';
import {
  type Recurring,
  recurringAmong,
  rowsByMerchant,
} from '../../../../src/features/recurring/detect/detect.ts';
import { flowsOf } from '../../../../src/finance/flow.ts';
import { eachPurchaseOnce } from '../../../../src/finance/pending-twins.ts';
import { toAccount, toTransaction } from '../../../../src/plaid/mapping.ts';
import { startTestEmulator } from '../../../emulator/test-emulator.ts';

const TODAY = '2026-03-10';
const PEOPLE = ['couple', 'freelancer', 'retiree', 'student'];

/** The banks with income and spending; at those of loans and investments the same payments only arrive. */
const BANKS = ['ins_900001', 'ins_900002', 'ins_900005', 'ins_900006', 'ins_900007'];

const emulator = await startTestEmulator({ clock: () => new Date(`${TODAY}T12:00:00Z`) });
afterAll(() => emulator.close());

type Label = ReturnType<Emulator['control']['labels']>[number];

it('finds more than nine in ten of what recurs in the emulator’s books, and hardly anything else', async () => {
  let right = 0;
  const missed: string[] = [];
  const invented: string[] = [];
  for (const person of PEOPLE) {
    for (const bank of BANKS) {
      const labels = emulator.control
        .labels(person)
        .filter((label) => label.institutionId === bank && couldBeFound(label));
      const found = await recurringAt(bank, person);
      const unfound = labels.filter((label) => !found.some((one) => isOf(one, label)));
      const wrong = found.filter((one) => !labels.some((label) => isOf(one, label)));
      right += labels.length - unfound.length;
      missed.push(...unfound.map(({ merchant, cadence }) => `${person} ${merchant} ${cadence}`));
      invented.push(...wrong.map(({ name, cadence }) => `${person} ${name} ${cadence}`));
    }
  }
  const precision = right / (right + invented.length);
  const recall = right / (right + missed.length);
  const figures = `precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}`;
  console.info(`Recurring: ${figures}`, { missed, invented });
  expect(precision).toBeGreaterThan(0.95);
  expect(recall).toBeGreaterThan(0.9);
});

function couldBeFound({ cadence, occurrences }: Label): boolean {
  return occurrences >= (cadence === 'yearly' ? 2 : 3);
}

async function recurringAt(institutionId: string, person: string): Promise<Recurring[]> {
  const { id, accessToken } = emulator.itemAt(institutionId, { person, daysRequested: 730 });
  const { accounts } = (await emulator.plaid.accountsGet({ access_token: accessToken })).data;
  const rows = (emulator.control.rawTransactions(id) as PlaidTransaction[]).map(toTransaction);
  return recurringAmong(rowsByMerchant(flowsOf(eachPurchaseOnce(rows), accounts.map(toAccount))), TODAY);
}

/** The same merchant, cadence and status, at one of the planned amounts or as near to it as it varies. */
function isOf(stream: Recurring, label: Label): boolean {
  const isNear = label.amountsMinor.some(
    (planned) => Math.abs(planned + stream.amountMinor) <= Math.abs(planned) * Math.max(0.01, label.drift),
  );
  const hasStatus = (stream.status === 'active') === label.isActive;
  return stream.name === label.merchant && stream.cadence === label.cadence && isNear && hasStatus;
}
