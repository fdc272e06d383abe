/** The form of one line: filled in from the address; what it would change; writing it. */

import type { Request, RequestHandler, Response } from 'express';
import { ownCategories } from '../../finance/book/apply.ts';
import { isNeverSpent } from '../../finance/book/check.ts';
import { type BookLine, isRule } from '../../finance/book/lines.ts';
import { lineHref } from '../../finance/book/links.ts';
import { formatLine, keyOf } from '../../finance/book/text.ts';
import { CATEGORIES, categoryLabel } from '../../finance/categories.ts';
import { addDays } from '../../finance/days.ts';
import type { Day } from '../../finance/model.ts';
import { BookFullError } from '../../page/book.ts';
import { type Frame, frameOf } from '../../page/frame.ts';
import { pageToReturnTo, refererPath } from '../../page/request-context.ts';
import type { Services } from '../../services.ts';
import { redirectWithNotice } from '../../web/session.ts';
import { changeAndReturn, lineId, lineWithId } from './change.ts';
import { type Fields, fieldsIn, fieldsOf, lineIn } from './fields.ts';
import { type LinePreview, previewOf } from './preview.ts';
import {
  type Choice,
  COUNT_CHOICES,
  DIRECTION_CHOICES,
  KIND_WORDS,
  lineNotice,
  OWN_CHOICES,
  STATUS_CHOICES,
} from './words.ts';

export interface LinePage extends Frame {
  readonly heading: string;
  readonly fields: Fields;
  /** Whether what it changes is shown before it is written. */
  readonly isRule: boolean;
  /** Why the fields make no line, or the line cannot be written, a sentence. */
  readonly wrong: string | null;
  /** There is no room: the file is offered. */
  readonly isFull: boolean;
  /** What the line says; null until the fields make one. */
  readonly sentence: string | null;
  /** In place of the form: what is kept is what was shown. */
  readonly preview: LinePreview | null;
  /** Of the form with all that was typed. */
  readonly changeHref: string;
  /** The name of the line that is edited; empty for a new one. */
  readonly edit: string;
  /** Where the form leads when the line is written. */
  readonly back: string;
  readonly categories: readonly Choice[];
  /** Categories of the person's own that the book has already. */
  readonly ownCategories: readonly string[];
  readonly directionChoices: readonly Choice[];
  readonly countChoices: readonly Choice[];
  readonly statusChoices: readonly Choice[];
  readonly ownChoices: readonly Choice[];
  /** Of a figure: somewhere it is tomorrow already. */
  readonly latestDay: Day;
}

/** GET /book/line?kind=file&text=bluebird: the form; with `show=yes` also what the line would change. */
export function getLine(services: Services): RequestHandler {
  return async (req, res) => {
    const { query, context } = req;
    const edited = query.edit ? lineWithId(context.wholeBook, query.edit) : undefined;
    if (query.edit && !edited) {
      return redirectWithNotice(req, res, '/book', 'That line is no longer in your book.');
    }
    const isFilledIn = query.kind !== undefined || !edited;
    const fields = isFilledIn
      ? begun(fieldsIn(query), context.today)
      : fieldsOf(edited, context.preferences.isHidden);
    const form = { fields, edited, back: pageToReturnTo(query.back ?? refererPath(req), '/book') };
    if (query.show !== 'yes' || !isRule(fields)) return answer(services, req, res, form);
    const line = lineIn(fields, context.wholeBook, context.today);
    if (typeof line === 'string') return answer(services, req, res, { ...form, wrong: line });
    answer(services, req, res, { ...form, line, preview: await previewOf(req, line, edited) });
  };
}

/** What a person adds that no bank tells is most often true today. */
function begun(fields: Fields, today: Day): Fields {
  return fields.kind === 'own' && fields.day === '' ? { ...fields, day: today } : fields;
}

/** POST /book/line: writes it, and goes back to where it was begun. */
export function postLine(services: Services): RequestHandler {
  return (req, res) => {
    const body = req.body ?? {};
    const fields = fieldsIn(body);
    const edited = lineWithId(req.context.wholeBook, body.edit);
    const form = { fields, edited, back: pageToReturnTo(body.back, '/book') };
    const line = lineIn(fields, req.context.wholeBook, req.context.today);
    if (typeof line === 'string') return answer(services, req, res, { ...form, wrong: line });
    const remove = edited && keyOf(edited) !== keyOf(line) ? [keyOf(edited)] : [];
    const sentence = writtenSentence(req, line, edited);
    try {
      changeAndReturn(req, res, { put: [line], remove, sentence, back: form.back });
    } catch (error) {
      if (!(error instanceof BookFullError)) throw error;
      const wrong = `${error.message} Nothing was changed. Remove a line that you no longer need; your book as it is:`;
      answer(services, req, res, { ...form, line, wrong, isFull: true });
    }
  };
}

/** Also which other line it replaces. */
function writtenSentence({ context }: Request, line: BookLine, edited: BookLine | undefined): string {
  const { wholeBook, format } = context;
  const written = `Saved in your book: ${lineNotice(line, format)}.`;
  const old = wholeBook.find((one) => keyOf(one) === keyOf(line) && one !== edited);
  if (!old || formatLine(old) === formatLine(line)) return written;
  return `${written} It replaces this line: ${lineNotice(old, format)}.`;
}

interface FormState {
  readonly fields: Fields;
  readonly edited: BookLine | undefined;
  readonly back: string;
  readonly line?: BookLine;
  readonly wrong?: string;
  readonly isFull?: boolean;
  readonly preview?: LinePreview;
}

function answer(services: Services, req: Request, res: Response, form: FormState): void {
  const { wholeBook, format, today } = req.context;
  const { fields, edited, line, wrong = null, isFull = false, preview = null } = form;
  const heading = KIND_WORDS[fields.kind].heading;
  const edit = edited ? lineId(edited) : '';
  if (wrong !== null) res.status(400);
  res.send(
    services.views('pages/book-line', {
      ...frameOf(req, services, { title: heading, current: '/book' }),
      ...{ heading, fields, wrong, isFull, preview, back: form.back },
      isRule: isRule(fields),
      sentence: line ? lineNotice(line, format) : null,
      ...{ edit, changeHref: lineHref({ ...typed(fields), ...(edit ? { edit } : {}), back: form.back }) },
      categories: categoryChoices(fields),
      ownCategories: ownCategories(wholeBook).toSorted(),
      directionChoices: DIRECTION_CHOICES,
      countChoices: COUNT_CHOICES,
      statusChoices: STATUS_CHOICES,
      ownChoices: OWN_CHOICES,
      latestDay: addDays(today, 1),
    }),
  );
}

function typed(fields: Fields): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''));
}

/** Plaid's primary ones, for a target those of spending; and the one that is chosen already where it is another. */
function categoryChoices({ kind, category: chosen }: Fields): Choice[] {
  const offered = CATEGORIES.filter(({ id }) => kind !== 'target' || !isNeverSpent(id));
  const known = offered.map(({ id, label }) => ({ value: id, label }));
  const isKnown = chosen === '' || known.some(({ value }) => value === chosen);
  return isKnown ? known : [{ value: chosen, label: categoryLabel(chosen) }, ...known];
}
