/** Giving the book back: what a text would change, shown before it counts. */

import type { RequestHandler } from 'express';
import type { Book, BookLine } from '../../finance/book/lines.ts';
import { type BookProblem, formatBook, formatLine, keyOf, parseBook } from '../../finance/book/text.ts';
import type { Format } from '../../finance/format.ts';
import { BookFullError } from '../../page/book.ts';
import { type Frame, frameOf } from '../../page/frame.ts';
import type { Services } from '../../services.ts';
import { changeBook } from './change.ts';
import { uploadedForm } from './upload.ts';
import { lineSentence } from './words.ts';

export interface BookImportPage extends Frame {
  /** Why nothing of it can be taken in, a sentence; null where something can. */
  readonly refusal: string | null;
  readonly added: readonly string[];
  readonly replaced: readonly { readonly before: string; readonly after: string }[];
  /** How many lines say what the book says already. */
  readonly same: number;
  readonly problems: readonly BookProblem[];
  /** Of those that are not listed. */
  readonly moreProblems: number;
  /** What the form that confirms sends: the lines that were understood. Empty where nothing would change. */
  readonly text: string;
}

/** A file that is no book at all has a problem on each line. */
const MOST_PROBLEMS = 50;

/** POST /book/import: shows what would change, and with `confirm=yes` changes it. */
export function postImport(services: Services): RequestHandler {
  return async (req, res) => {
    const { given, isConfirmed } = await uploadedForm(req);
    const title = 'Give your book back';
    const answer = (changes: Omit<BookImportPage, keyof Frame>, status: number) =>
      res.status(status).send(
        services.views('pages/book-import', {
          ...frameOf(req, services, { title, current: '/book' }),
          ...changes,
        }),
      );
    if ('sentence' in given) return answer(refused(given.sentence), given.status);
    const { lines, problems } = parseBook(given.text);
    const changes = changesOf(req.context.wholeBook, lines, problems, req.context.format);
    if (!isConfirmed || changes.text === '') return answer(changes, lines.length === 0 ? 400 : 200);
    try {
      const sentence = `Your book was given back: ${summary(changes)}.`;
      changeBook(req, res, { put: lines, remove: [], sentence, back: '/book' });
    } catch (error) {
      if (!(error instanceof BookFullError)) throw error;
      const refusal = `${error.message} Nothing was changed. Remove lines of your book, or shorten the text.`;
      answer({ ...changes, text: '', refusal }, 400);
    }
  };
}

const NONE = { added: [], replaced: [], same: 0, problems: [], moreProblems: 0, text: '' };

function refused(refusal: string): Omit<BookImportPage, keyof Frame> {
  return { ...NONE, refusal };
}

function changesOf(
  book: Book,
  lines: readonly BookLine[],
  problems: readonly BookProblem[],
  format: Format,
): Omit<BookImportPage, keyof Frame> {
  const before = new Map(book.map((line) => [keyOf(line), line]));
  const compared = lines.map((line) => ({ line, old: before.get(keyOf(line)) }));
  const isSame = ({ line, old }: (typeof compared)[number]) => old && formatLine(old) === formatLine(line);
  const changed = compared.filter((one) => !isSame(one));
  return {
    refusal:
      lines.length > 0 ? null : problems.length > 0 ? 'No line of it was understood.' : 'It has no lines.',
    added: changed.filter(({ old }) => !old).map(({ line }) => lineSentence(line, format)),
    replaced: changed.flatMap(({ line, old }) =>
      old ? [{ before: lineSentence(old, format), after: lineSentence(line, format) }] : [],
    ),
    same: compared.length - changed.length,
    problems: problems.slice(0, MOST_PROBLEMS),
    moreProblems: Math.max(0, problems.length - MOST_PROBLEMS),
    text: changed.length === 0 ? '' : formatBook(lines),
  };
}

function summary({ added, replaced }: Pick<BookImportPage, 'added' | 'replaced'>): string {
  const lines = (count: number) => `${count} ${count === 1 ? 'line' : 'lines'}`;
  return [
    ...(added.length > 0 ? [`${lines(added.length)} added`] : []),
    ...(replaced.length > 0 ? [`${lines(replaced.length)} replaced`] : []),
  ].join(', ');
}
