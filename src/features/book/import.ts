/** Uploading a book: what its text would change, shown before anything is saved. */

import type { RequestHandler } from 'express';
import type { Book, BookLine } from '../../finance/book/lines.ts';
import { type BookProblem, formatBook, formatLine, keyOf, parseBook } from '../../finance/book/text.ts';
import type { Format } from '../../finance/format.ts';
import { BookFullError } from '../../page/book.ts';
import { type Frame, frameOf } from '../../page/frame.ts';
import type { Services } from '../../services.ts';
import { changeAndReturn } from './change.ts';
import { uploadedForm } from './upload.ts';
import { lineCount, lineSentence } from './words.ts';

export interface BookImportPage extends Frame {
  /** Why nothing of it can be taken in, a sentence; null where something can. */
  readonly refusal: string | null;
  /** There is no room: the file is offered. */
  readonly isFull: boolean;
  /** What it would change, in sentences. */
  readonly would: string;
  /** The lines that it adds, and those that it replaces; none of which there are none. */
  readonly changes: readonly {
    readonly title: string;
    readonly lines: readonly { readonly before: string | null; readonly after: string }[];
  }[];
  readonly problems: readonly BookProblem[];
  /** Of those that are not listed, a sentence; null where all are. */
  readonly moreProblems: string | null;
  /** What the form that confirms sends: the lines that were understood. Empty where nothing would change. */
  readonly text: string;
}

/** A file that is no book at all has a problem on each line. */
const MOST_PROBLEMS = 50;

/** POST /book/import: shows what would change, and with `confirm=yes` changes it. */
export function postImport(services: Services): RequestHandler {
  return async (req, res) => {
    const { given, isConfirmed } = await uploadedForm(req);
    const title = 'Upload your book';
    const answer = (changes: Omit<BookImportPage, keyof Frame>, status: number) =>
      res.status(status).send(
        services.views('pages/book-import', {
          ...frameOf(req, services, { title, current: '/book' }),
          ...changes,
        }),
      );
    if ('sentence' in given) return answer(refused(given.sentence), given.status);
    const { lines, problems } = parseBook(given.text, { today: req.context.today });
    const { done, changed, ...changes } = changesOf(
      req.context.wholeBook,
      lines,
      problems,
      req.context.format,
    );
    if (!isConfirmed || changes.text === '') return answer(changes, lines.length === 0 ? 400 : 200);
    try {
      const sentence = `Your book was updated: ${done}.`;
      changeAndReturn(req, res, { put: changed, remove: [], sentence, back: '/book' });
    } catch (error) {
      if (!(error instanceof BookFullError)) throw error;
      const refusal = `${error.message} Nothing was changed. Remove lines of your book, or shorten the text; your book as it is:`;
      answer({ ...changes, text: '', refusal, isFull: true }, 400);
    }
  };
}

const NONE = { isFull: false, would: '', changes: [], problems: [], moreProblems: null, text: '' };

function refused(refusal: string): Omit<BookImportPage, keyof Frame> {
  return { ...NONE, refusal };
}

function changesOf(
  book: Book,
  lines: readonly BookLine[],
  problems: readonly BookProblem[],
  format: Format,
): Omit<BookImportPage, keyof Frame> & { readonly done: string; readonly changed: readonly BookLine[] } {
  const before = new Map(book.map((line) => [keyOf(line), line]));
  const compared = lines.map((line) => ({ line, old: before.get(keyOf(line)) }));
  const isSame = ({ line, old }: (typeof compared)[number]) => old && formatLine(old) === formatLine(line);
  const changed = compared.filter((one) => !isSame(one));
  const inWords = (rows: typeof changed) =>
    rows.map(({ line, old }) => ({
      before: old ? lineSentence(old, format) : null,
      after: lineSentence(line, format),
    }));
  const changes = [
    { title: 'Added', verb: 'add', lines: inWords(changed.filter(({ old }) => !old)) },
    { title: 'Replaced', verb: 'replace', lines: inWords(changed.filter(({ old }) => old)) },
  ].filter((one) => one.lines.length > 0);
  const more = problems.length - MOST_PROBLEMS;
  return {
    changed: changed.map(({ line }) => line),
    refusal:
      lines.length > 0 ? null : problems.length > 0 ? 'No line of it was understood.' : 'It has no lines.',
    isFull: false,
    would: wouldSentence(changes, compared.length - changed.length, format),
    done: changes
      .map((one) => `${lineCount(one.lines.length, format)} ${one.title.toLowerCase()}`)
      .join(', '),
    changes,
    problems: problems
      .slice(0, MOST_PROBLEMS)
      // What is not understood may have an amount anywhere.
      .map((problem) => (format.isHidden ? { ...problem, line: '' } : problem)),
    moreProblems:
      more > 0 ? `${lineCount(more, format)} more ${more === 1 ? 'was' : 'were'} not understood.` : null,
    text: changed.length === 0 ? '' : formatBook(lines),
  };
}

function wouldSentence(
  changes: readonly { readonly verb: string; readonly lines: readonly unknown[] }[],
  same: number,
  format: Format,
): string {
  const each = changes.map(({ verb, lines }) => `${verb} ${lineCount(lines.length, format)}`);
  const already = `${lineCount(same, format)} of it ${same === 1 ? 'is' : 'are'} in your book already.`;
  return `It would ${each.join(' and ')}.${same === 0 ? '' : ` ${already}`}`;
}
