/** The addresses where a line of the book begins, from what a page shows. */

import { LONGEST_TEXT, tidy, withoutMarks } from './check.ts';

const NOT_SEEN = /[\p{C}\p{Zl}\p{Zp}]/gu;

/** The first of these names that a line can be about, as it is written there; null where none has a letter or a digit. */
export function textForLine(names: readonly string[]): string | null {
  const texts = names.map((name) => shortened(tidy(withoutMarks(name.replaceAll(NOT_SEEN, ' ')))));
  return texts.find((text) => /[\p{L}\p{N}]/u.test(text)) ?? null;
}

/** Whole words, since a line is for what has all of its words one after the other. */
function shortened(name: string): string {
  const letters = [...name];
  if (letters.length <= LONGEST_TEXT) return name;
  const start = letters.slice(0, LONGEST_TEXT + 1).join('');
  const end = start.lastIndexOf(' ');
  return end > 0 ? start.slice(0, end) : letters.slice(0, LONGEST_TEXT).join('');
}

/** The address of a line's form with these fields filled in. */
export function lineHref(fields: Readonly<Record<string, string>>): string {
  return `/book/line?${new URLSearchParams(fields)}`;
}

export interface BookLink {
  readonly label: string;
  readonly href: string;
}

/** Where lines about a transaction with these names begin; none where no line can be about them. */
export function linksOfRow(names: readonly string[]): BookLink[] {
  const text = textForLine(names);
  if (text === null) return [];
  return [
    { label: 'File under…', href: lineHref({ kind: 'file', text }) },
    { label: 'Call it…', href: lineHref({ kind: 'call', text }) },
    { label: 'Count as…', href: lineHref({ kind: 'count', text }) },
  ];
}

/** The same of a recurring payment, whose names may differ at their ends; each shows at once what it is about. */
export function linksOfRecurring(names: readonly string[], hasEnded: boolean): BookLink[] {
  const text = textForLine([commonStart(names), ...names]);
  if (text === null) return [];
  const href = (is: string) => lineHref({ kind: 'recurring', text, is, show: 'yes' });
  const ended = hasEnded ? [] : [{ label: 'Has ended', href: href('ended') }];
  return [{ label: 'Not recurring', href: href('no') }, ...ended];
}

/** The words that all of these begin with. */
function commonStart([first = '', ...others]: readonly string[]): string {
  const words = first.split(/\s+/);
  const isCommon = (word: string, index: number) =>
    others.every((name) => name.split(/\s+/)[index]?.toLowerCase() === word.toLowerCase());
  const end = words.findIndex((word, index) => !isCommon(word, index));
  return words.slice(0, end === -1 ? words.length : end).join(' ');
}
