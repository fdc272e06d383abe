/** A browser as far as these tests need one: a cookie jar, forms, redirects by hand. */

import { type CheerioAPI, load } from 'cheerio';
import { parseSetCookie } from 'cookie';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Where a redirect leads; null for any other answer. */
  readonly location: string | null;
  /** The page, to be asked with CSS selectors. */
  readonly page: CheerioAPI;
}

export class Browser {
  readonly #base: string;
  readonly jar = new Map<string, string>();

  constructor(base: string) {
    this.#base = base;
  }

  get(path: string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.#request(path, { headers });
  }

  /** A form of one of our own pages. */
  post(
    path: string,
    fields: Record<string, string> = {},
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    return this.#request(path, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { 'sec-fetch-site': 'same-origin', ...headers },
    });
  }

  /** The Cookie header this browser would send. */
  get cookies(): string {
    return [...this.jar].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  /** The same person at another instance: shares the cookie jar. */
  at(base: string): Browser {
    const other = new Browser(base);
    Object.defineProperty(other, 'jar', { value: this.jar });
    return other;
  }

  async #request(path: string, init: RequestInit): Promise<Answer> {
    const headers = new Headers(init.headers);
    if (this.jar.size > 0 && !headers.has('cookie')) headers.set('cookie', this.cookies);
    const response = await fetch(new URL(path, this.#base), { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) this.#keep(line);
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      text,
      location: response.headers.get('location'),
      page: load(text),
    };
  }

  #keep(line: string): void {
    const { name, maxAge, expires } = parseSetCookie(line);
    const isGone =
      (maxAge !== undefined && maxAge <= 0) || (expires !== undefined && expires.getTime() <= Date.now());
    if (isGone) this.jar.delete(name);
    // As it was written: a browser neither decodes nor encodes what it keeps.
    else this.jar.set(name, line.slice(line.indexOf('=') + 1).split(';', 1)[0] ?? '');
  }
}
