/** A line of the book in plain words. */

import type { BookLine, CountsAs, Match, OwnKind, RecurringLine } from '../../finance/book/lines.ts';
import { categoryLabel } from '../../finance/categories.ts';
import { capitalise, type Format } from '../../finance/format.ts';

/** What a line is about, what it says of that, and for which transactions alone; null for all. */
export interface LineWords {
  readonly about: string;
  readonly says: string;
  readonly only: string | null;
}

/** Of each kind: the heading of its form, what leads to that, and the title of its lines. */
export const KIND_WORDS: Readonly<
  Record<BookLine['kind'], { readonly heading: string; readonly beginning: string; readonly title: string }>
> = {
  file: {
    heading: 'File under…',
    beginning: 'File under another category',
    title: 'Filed under another category',
  },
  call: { heading: 'Call it…', beginning: 'Call by another name', title: 'Called by another name' },
  count: {
    heading: 'Count as…',
    beginning: 'Count as income, spending or a transfer',
    title: 'Counted differently',
  },
  recurring: {
    heading: 'A recurring payment',
    beginning: 'Say what does not recur, or has ended',
    title: 'Recurring payments',
  },
  target: { heading: 'Set a target', beginning: 'Set a target', title: 'Targets' },
  own: {
    heading: 'Add a house, car, cash or loan',
    beginning: 'Add a house, car, cash or loan',
    title: 'Accounts that no bank reports',
  },
  rate: { heading: 'Set your own rate', beginning: 'Set your own rate', title: 'Your own rates' },
};

const COUNTS_AS: Readonly<Record<CountsAs, string>> = {
  transfer: 'a transfer between your own accounts',
  income: 'income',
  spending: 'spending',
  nothing: 'nothing: it is left out of all totals',
};

const STATUSES: Readonly<Record<RecurringLine['status'], string>> = {
  no: 'it does not recur',
  ended: 'it has ended: do not expect it again',
};

const DIRECTIONS: Readonly<Record<'' | 'out' | 'in', string>> = {
  '': 'money in and out',
  out: 'money out',
  in: 'money in',
};

const OWN_KINDS: Readonly<Record<OwnKind, string>> = {
  property: 'property',
  vehicle: 'vehicle',
  cash: 'cash',
  loan: 'loan',
  other: 'other',
};

export interface Choice<Value extends string = string> {
  readonly value: Value;
  readonly label: string;
}

/** The choices of a form, each with its words. */
export const COUNT_CHOICES = choices(COUNTS_AS);
export const STATUS_CHOICES = choices(STATUSES);
export const DIRECTION_CHOICES = choices(DIRECTIONS);
export const OWN_CHOICES = choices(OWN_KINDS);

function choices<Value extends string>(words: Readonly<Record<Value, string>>): Choice<Value>[] {
  return (Object.entries(words) as [Value, string][]).map(([value, label]) => ({
    value,
    label: capitalise(label),
  }));
}

/** `42 transactions`. */
export function transactionCount(count: number, format: Format): string {
  return `${format.count(count)} ${count === 1 ? 'transaction' : 'transactions'}`;
}

/** `3 lines`, of a book. */
export function lineCount(count: number, format: Format): string {
  return `${format.count(count)} ${count === 1 ? 'line' : 'lines'}`;
}

/** The words of a line; amounts are hidden where the reader asked for that. */
export function lineWords(line: BookLine, format: Format): LineWords {
  switch (line.kind) {
    case 'file':
      return ofRows(line.match, `is filed under ${categoryLabel(line.category)}`);
    case 'call':
      return ofRows(line.match, `is called ${line.name}`);
    case 'count':
      return ofRows(line.match, `counts as ${COUNTS_AS[line.countsAs]}`);
    case 'recurring': {
      const says = line.status === 'no' ? 'does not recur' : 'has ended, and is not expected again';
      return { about: `“${line.text}”`, says, only: null };
    }
    case 'target':
      return {
        about: categoryLabel(line.category),
        says: `at most ${format.money(line)} in a month`,
        only: null,
      };
    case 'own': {
      const says = `${OWN_KINDS[line.ownKind]}, ${format.money(line)} on ${format.day(line.day)}`;
      return { about: line.name, says, only: null };
    }
    case 'rate':
      return { about: `1 ${line.from}`, says: `is ${line.rate} ${line.to}`, only: null };
  }
}

function ofRows({ text, direction, account }: Match, says: string): LineWords {
  const only = [
    ...(direction === null ? [] : [DIRECTIONS[direction]]),
    ...(account === null ? [] : [`on ${account}`]),
  ];
  return { about: `“${text}”`, says, only: only.length === 0 ? null : `only ${only.join(', ')}` };
}

/** What a notice says of it, without amounts: it waits in the session, and amounts may be hidden by then. */
export function lineNotice(line: BookLine, format: Format): string {
  if (line.kind === 'own') return `${line.name}: ${OWN_KINDS[line.ownKind]}`;
  if (line.kind === 'target') return `${categoryLabel(line.category)}: a target for each month`;
  return lineSentence(line, format);
}

/** One sentence of it. */
export function lineSentence(line: BookLine, format: Format): string {
  const { about, says, only } = lineWords(line, format);
  const isNamed = line.kind === 'target' || line.kind === 'own';
  return `${about}${isNamed ? ':' : ''} ${says}${only === null ? '' : `, ${only}`}`;
}
