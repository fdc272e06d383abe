/** What the tests of the book's pages press and read. */

import type { Answer, Client } from '../../support/client.ts';

/** Uploads this text and confirms: what a person does who has the file. */
export async function uploadBook(client: Client, text: string): Promise<Answer> {
  return client.post('/book/import', { book: text, confirm: 'yes' });
}

/** The text of the book without its first line. */
export async function linesOf(client: Client): Promise<string[]> {
  const { text } = await client.get('/book.txt');
  return text.trimEnd().split('\n').slice(1);
}

/** A form as a browser sends one with a file. */
export function withFile(bytes: Uint8Array | string, name = 'book.txt'): RequestInit {
  const form = new FormData();
  form.append('book', new Blob([bytes as Uint8Array<ArrayBuffer>], { type: 'text/plain' }), name);
  return { method: 'POST', body: form, headers: { 'sec-fetch-site': 'same-origin' } };
}
