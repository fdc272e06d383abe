/** Reads a page piece by piece, as it arrives. */

import type { Client } from './client.ts';

export class PageReader {
  /** What has arrived so far. */
  text = '';
  readonly response: Response;
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  readonly #decoder = new TextDecoder();

  constructor(response: Response) {
    this.response = response;
    this.#reader = (response.body as ReadableStream<Uint8Array>).getReader();
  }

  /** Begins to read; resolves with the headers. */
  static async open(url: string, { cookies }: Client, signal?: AbortSignal): Promise<PageReader> {
    return new PageReader(await fetch(url, { headers: { cookie: cookies }, signal: signal ?? null }));
  }

  /** Reads one more piece; false at the end. */
  async next(): Promise<boolean> {
    const { value, done } = await this.#reader.read();
    this.text += this.#decoder.decode(value, { stream: !done });
    return !done;
  }

  /** Reads until this text has arrived. */
  async until(text: string): Promise<void> {
    while (!this.text.includes(text)) {
      if (!(await this.next())) throw new Error(`the page ended before "${text}"`);
    }
  }

  /** Reads to the end and gives the whole page. */
  async toEnd(): Promise<string> {
    while (await this.next());
    return this.text;
  }
}
