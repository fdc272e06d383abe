/** The form with which a book is uploaded: what is read of it, its bounds, and why nothing is. */

import express, { type Request } from 'express';
import request from 'supertest';
import { describe, expect, it } from 'vitest';
import { readUpload, uploadedForm } from '../../../src/features/book/upload.ts';

const KB = 1024;
const ADDRESS_LIKE = 'application/x-www-form-urlencoded';
const IN_PARTS = 'multipart/form-data; boundary=part-7';

const app = express();
app.use(readUpload);
app.post('/{*any}', async (req, res) => {
  if (req.query.raw !== undefined) res.json({ isRead: req.body !== undefined });
  else res.json(await uploadedForm(req));
});
app.use(((error, _req, res, _next) => {
  res.status(500).json({ passedOn: error.status });
}) as express.ErrorRequestHandler);

async function given(body: string | Buffer, type = ADDRESS_LIKE, path = '/book/import') {
  const answer = await request(app).post(path).set('content-type', type).send(body);
  return answer.body;
}

const inParts = (...parts: readonly (readonly [name: string, content: string | Buffer])[]) =>
  Buffer.concat([
    ...parts.flatMap(([name, content]) => [
      Buffer.from(`--part-7\r\nContent-Disposition: form-data; name="${name}"; filename="a.txt"\r\n\r\n`),
      Buffer.from(content),
      Buffer.from('\r\n'),
    ]),
    Buffer.from('--part-7--\r\n'),
  ]);

const refused = ([status, sentence]: readonly [number, string], isConfirmed = false) => ({
  given: { status, sentence },
  isConfirmed,
});
const MALFORMED = [400, 'The form could not be read. Choose the file again.'] as const;
const NO_TEXT = [
  400,
  'That is not plain text. A book is a text file in UTF-8, as “Download” saves it.',
] as const;
const TOO_LONG = [413, 'A book is at most 64 KB of text. Nothing of this one was read.'] as const;
const NOTHING = [400, 'No file was chosen, or it is empty.'] as const;

describe('a text', () => {
  it.each([
    ['book=rate', 'rate', false],
    ['book=rate&confirm=yes', 'rate', true],
    ['book=rate&confirm=no', 'rate', false],
    ['confirm=&book=a+b', 'a b', false],
    ['book=Caf%C3%A9', 'Café', false],
    ['book=one%0D%0Atwo%0D%0A', 'one\ntwo\n', false],
    ['book=one%0Dtwo', 'one\rtwo', false],
    ['book=&book=two', 'two', false],
    ['book=%20%0A&book=two&book=three', 'two', false],
    ['book=+one+&book=two', ' one ', false],
    ['other=one&book=two', 'two', false],
  ])('is read from %s as %j, confirmed: %s', async (body, text, isConfirmed) => {
    expect(await given(body)).toEqual({ given: { text }, isConfirmed });
  });

  it('is read from a file, and from the first part that is not empty', async () => {
    expect(await given(inParts(['book', 'Café\r\nx']), IN_PARTS)).toEqual({
      given: { text: 'Café\nx' },
      isConfirmed: false,
    });
    const parts = inParts(['other', 'no'], ['book', ' \r\n'], ['book', 'yes'], ['book', 'no']);
    expect(await given(parts, IN_PARTS)).toEqual({ given: { text: 'yes' }, isConfirmed: false });
  });

  it.each([
    ['one byte', 'x', 64 * KB],
    ['two bytes', 'é', 32 * KB],
  ])('is of 64 KB at most, in letters of %s', async (_, letter, count) => {
    const told = async (text: string) => {
      const answer = await given(inParts(['book', text]), IN_PARTS);
      return answer.given.text?.length ?? answer;
    };
    expect(await told(letter.repeat(count))).toBe(count);
    expect(await told(`${letter.repeat(count)}x`)).toEqual(refused(TOO_LONG));
    // What ends a line on Windows takes one byte more than it counts.
    expect(await told(`${letter.repeat(count - 1)}\r\n`)).toBe(count);
  });
});

it('a form is of 256 KB at most, and of a longer one nothing is read', async () => {
  const form = `confirm=yes&other=${'x'.repeat(256 * KB - 18)}`;
  expect(form).toHaveLength(262_144);
  expect(await given(form)).toEqual(refused(NOTHING, true));
  expect(await given(`${form}x`)).toEqual(refused(TOO_LONG));
});

describe('nothing is read', () => {
  it.each([
    ['an empty text', 'book=&confirm=yes', NOTHING, true],
    ['a text of spaces', 'book=%20%0D%0A', NOTHING, false],
    ['no field of that name', 'other=1', NOTHING, false],
    ['a text with a zero byte', 'book=a%00b&confirm=yes', NO_TEXT, true],
    ['a text with the sign of what was lost', 'book=a%EF%BF%BDb', NO_TEXT, false],
    ['malformed UTF-8', 'book=Caf%E9&confirm=yes', NO_TEXT, true],
    ['malformed UTF-8 in another field', 'book=rate&other=%E9', NO_TEXT, false],
    ['half a sign of an address', 'book=50%', NO_TEXT, false],
  ] as const)('of %s', async (_, body, why, isConfirmed) => {
    expect(await given(body)).toEqual(refused(why, isConfirmed));
  });

  it('of bytes in a file that are not UTF-8, be they in another part', async () => {
    const bytes = Buffer.from('Caf\xe9', 'latin1');
    const ofBook = inParts(['confirm', 'yes'], ['book', bytes]);
    expect(await given(ofBook, IN_PARTS)).toEqual(refused(NO_TEXT));
    const confirmed = Buffer.concat([
      Buffer.from('--part-7\r\nContent-Disposition: form-data; name="confirm"\r\n\r\nyes\r\n'),
      inParts(['book', 'rate'], ['other', bytes]),
    ]);
    expect(await given(confirmed, IN_PARTS)).toEqual(refused(NO_TEXT, true));
  });

  it.each([
    ['another type', '{}', 'application/json'],
    ['plain text', 'rate', 'text/plain'],
    ['parts without a boundary', 'x', 'multipart/form-data'],
    [
      'parts that end half-way',
      '--part-7\r\nContent-Disposition: form-data; name="book"\r\n\r\nrate',
      IN_PARTS,
    ],
  ])('of a body of %s', async (_, body, type) => {
    expect(await given(body, type)).toEqual(refused(MALFORMED));
  });
});

it.each([
  ['without a body', undefined],
  ['whose body another parser has read', { book: 'rate' }],
  ['whose body is a text', 'book=rate'],
])('a form %s could not be read', async (_, body) => {
  const req = { body, get: () => ADDRESS_LIKE, is: () => false } as unknown as Request;
  expect(await uploadedForm(req)).toEqual(refused(MALFORMED));
});

describe('a body', () => {
  it.each([
    ['/book/import', true],
    ['/book/import/', true],
    ['/BOOK/Import', true],
    ['/book/imports', false],
    ['/book/import//', false],
    ['/book/import/x', false],
    ['/a/book/import', false],
    ['/book/line', false],
  ])('at %s is read here: %s', async (path, isRead) => {
    expect(await given('book=rate', ADDRESS_LIKE, `${path}?raw`)).toEqual({ isRead });
  });

  it('that is compressed is not read, and its fault is passed on', async () => {
    const answer = await request(app)
      .post('/book/import')
      .set({ 'content-type': ADDRESS_LIKE, 'content-encoding': 'gzip' })
      .send('x');
    expect([answer.status, answer.body]).toEqual([500, { passedOn: 415 }]);
  });
});
