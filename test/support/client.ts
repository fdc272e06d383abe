/** A browser as far as these tests need one: a cookie jar, forms, redirects by hand. */

import { type CheerioAPI, load } from 'cheerio';
import { parseSetCookie } from 'cookie';
import { submissionOf } from './form.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Where a redirect leads; null for any other answer. */
  readonly location: string | null;
  /** The page, to be asked with CSS selectors. */
  readonly page: CheerioAPI;
}

export class Client {
  readonly #base: string;
  readonly jar: Map<string, string>;

  constructor(base: string, jar = new Map<string, string>()) {
    this.#base = base;
    this.jar = jar;
  }

  get(path: string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.send(path, { headers });
  }

  /** A form of one of our own pages. */
  post(
    path: string,
    fields: Record<string, string> | URLSearchParams = {},
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    return this.send(path, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { 'sec-fetch-site': 'same-origin', ...headers },
    });
  }

  /** Presses a button of a page; `chosen` are the fields a person fills in or picks before. */
  press(answer: Answer, label: string, chosen: Readonly<Record<string, string>> = {}): Promise<Answer> {
    const { method, action, fields } = submissionOf(answer.page, label, chosen);
    return method === 'post' ? this.post(action, fields) : this.get(`${action}?${fields}`);
  }

  /** The Cookie header this browser would send. */
  get cookies(): string {
    return [...this.jar].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  /** Names of the cookies that each hold a bank. */
  get bankCookies(): string[] {
    return [...this.jar.keys()].filter((name) => name.includes('bank-'));
  }

  /** The same person at another instance: shares the cookie jar. */
  at(base: string): Client {
    return new Client(base, this.jar);
  }

  /** What someone has who copied this browser's cookies a moment ago. */
  copy(): Client {
    return new Client(this.#base, new Map(this.jar));
  }

  /** Whatever fetch can send; redirects are not followed. */
  async send(path: string, init: RequestInit): Promise<Answer> {
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
