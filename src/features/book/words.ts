/** A line of the book in plain words. */

import type { BookLine, CountsAs, Match, OwnKind } from '../../finance/book/lines.ts';
import { categoryLabel } from '../../finance/categories.ts';
import { capitalise, type Format } from '../../finance/format.ts';

/** What a line is about, what it says of that, and for which transactions alone; null for all. */
export interface LineWords {
  readonly about: string;
  readonly says: string;
  readonly only: string | null;
}

const COUNTS_AS: Readonly<Record<CountsAs, string>> = {
  transfer: 'a transfer between your own accounts',
  income: 'income',
  spending: 'spending',
  nothing: 'nothing: it is left out of all totals',
};

const OWN_KINDS: Readonly<Record<OwnKind, string>> = {
  property: 'property',
  vehicle: 'vehicle',
  cash: 'cash',
  loan: 'loan',
  other: 'other',
};

/** The choices of a form, each with its words. */
export const COUNT_CHOICES = choices(COUNTS_AS);
export const OWN_CHOICES = choices(OWN_KINDS);

function choices<Value extends string>(words: Readonly<Record<Value, string>>) {
  return (Object.entries(words) as [Value, string][]).map(([value, label]) => ({
    value,
    label: capitalise(label),
  }));
}

/** The words of a line; amounts are hidden where the reader asked for that. */
export function lineWords(line: BookLine, format: Format): LineWords {
  switch (line.kind) {
    case 'file':
      return ofRows(line.match, `is filed under ${categoryLabel(line.category)}`);
    case 'call':
      return ofRows(line.match, `is called ${line.name}`);
    case 'count':
      return ofRows(line.match, `counts as ${COUNTS_AS[line.as]}`);
    case 'recurring': {
      const says = line.is === 'no' ? 'is no recurring payment' : 'has ended, and is not expected again';
      return { about: `“${line.text}”`, says, only: null };
    }
    case 'target':
      return {
        about: categoryLabel(line.category),
        says: `at most ${format.money(line)} in a month`,
        only: null,
      };
    case 'own': {
      const says = `${OWN_KINDS[line.of]}, ${format.money(line)} on ${format.day(line.day)}`;
      return { about: line.name, says, only: null };
    }
    case 'rate':
      return { about: `1 ${line.from}`, says: `is ${line.rate} ${line.to}`, only: null };
  }
}

function ofRows({ text, direction, account }: Match, says: string): LineWords {
  const only = [
    ...(direction === null ? [] : [direction === 'in' ? 'money in' : 'money out']),
    ...(account === null ? [] : [`on ${account}`]),
  ];
  return { about: `“${text}”`, says, only: only.length === 0 ? null : `only ${only.join(', ')}` };
}

/** One sentence of it, such as for a notice. */
export function lineSentence(line: BookLine, format: Format): string {
  const { about, says, only } = lineWords(line, format);
  const isNamed = line.kind === 'target' || line.kind === 'own';
  return `${about}${isNamed ? ':' : ''} ${says}${only === null ? '' : `, ${only}`}`;
}
