/** The text of a book that a person uploads: typed or as a file, of at most 64 KB. */

import { isUtf8 } from 'node:buffer';
import express, { type Request, type RequestHandler } from 'express';
import { LARGEST_BOOK } from '../../finance/book/text.ts';

/** Each byte of a form's text can take three in an address-like form, and each line's end one more. */
const MOST_BODY_BYTES = 4 * LARGEST_BOOK;

const readBody = express.raw({
  type: ['multipart/form-data', 'application/x-www-form-urlencoded'],
  limit: MOST_BODY_BYTES,
  inflate: false,
});

/** In place of a body that was longer. */
const TOO_LARGE = Symbol('too large');

/** As the router takes it: in letters of either case, and with a slash at its end or without. */
const OF_THIS_FORM = /^\/book\/import\/?$/i;

/** Reads the body of this one form, which may be longer than all others; so it comes before their parser. */
export const readUpload: RequestHandler = (req, res, next) => {
  if (!OF_THIS_FORM.test(req.path)) return next();
  readBody(req, res, (error?: unknown) => {
    const isTooLarge = error instanceof Error && 'status' in error && error.status === 413;
    if (!isTooLarge) return next(error);
    req.body = TOO_LARGE;
    next();
  });
};

/** The text; or the status and the sentence with which it is refused. */
export type Given = { readonly text: string } | { readonly status: number; readonly sentence: string };

const MALFORMED: Given = { status: 400, sentence: 'The form could not be read. Choose the file again.' };
const NO_TEXT: Given = {
  status: 400,
  sentence: 'That is not plain text. A book is a text file in UTF-8, as “Download” saves it.',
};
const TOO_LONG: Given = {
  status: 413,
  sentence: 'A book is at most 64 KB of text. Nothing of this one was read.',
};
const NOTHING: Given = { status: 400, sentence: 'No file was chosen, or it is empty.' };

interface UploadedForm {
  readonly given: Given;
  /** Whether the person has seen what it changes. */
  readonly isConfirmed: boolean;
}

/** What the form holds: in its field `book` a file or a text. */
export async function uploadedForm(req: Request): Promise<UploadedForm> {
  const { body } = req as { body: unknown };
  if (body === TOO_LARGE) return { given: TOO_LONG, isConfirmed: false };
  if (!Buffer.isBuffer(body)) return { given: MALFORMED, isConfirmed: false };
  const form = await formIn(body, String(req.get('content-type')));
  if (form === null) return { given: MALFORMED, isConfirmed: false };
  const isConfirmed = form.get('confirm') === 'yes';
  if (!isText(body, req)) return { given: NO_TEXT, isConfirmed };
  const parts = await Promise.all(
    form.getAll('book').map((part) => (typeof part === 'string' ? part : part.text())),
  );
  const text = (parts.find((part) => part.trim() !== '') ?? '').replaceAll('\r\n', '\n');
  if (text === '') return { given: NOTHING, isConfirmed };
  // Of a part in base64 only the parser sees the text, and it has put its sign in place of what is not UTF-8.
  if (/[\0\ufffd]/.test(text)) return { given: NO_TEXT, isConfirmed };
  return { given: Buffer.byteLength(text) > LARGEST_BOOK ? TOO_LONG : { text }, isConfirmed };
}

/** Node's own parser of forms (decision 80); null where they are malformed. */
async function formIn(body: Buffer, type: string): Promise<FormData | null> {
  try {
    return await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
  } catch {
    return null;
  }
}

/** Whether all of it is UTF-8: the parser puts a sign of its own in place of what is not. */
function isText(body: Buffer, req: Request): boolean {
  if (req.is('multipart/form-data')) return isUtf8(body);
  try {
    decodeURIComponent(body.toString('latin1'));
    return true;
  } catch {
    return false;
  }
}
