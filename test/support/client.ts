/** A browser as far as tests need one: it has a cookie jar and sends forms, and does not follow redirects. */

import { type CheerioAPI, load } from 'cheerio';
import { parseSetCookie } from 'cookie';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The target of a redirect; null for any other answer. */
  readonly location: string | null;
  /** The page, for CSS selectors. */
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

  /** The same browser at another instance of the app: shares the cookie jar. */
  at(base: string): Client {
    return new Client(base, this.jar);
  }

  /** A client with a copy of this one's cookies. */
  copy(): Client {
    return new Client(this.#base, new Map(this.jar));
  }

  /** Any request that fetch can send. */
  async send(path: string, init: RequestInit): Promise<Answer> {
    const headers = new Headers(init.headers);
    if (this.jar.size > 0 && !headers.has('cookie')) headers.set('cookie', this.cookies);
    const response = await fetch(new URL(path, this.#base), { ...init, headers, redirect: 'manual' });
    // Of the whole domain, as browsers do.
    if (response.headers.get('clear-site-data')?.includes('"cookies"')) this.jar.clear();
    for (const line of response.headers.getSetCookie()) this.#keep(line);
    const text = await response.text();
    let page: CheerioAPI | undefined;
    return {
      status: response.status,
      headers: response.headers,
      text,
      location: response.headers.get('location'),
      // Only where a test looks at it: reading a large page costs more than making it.
      get page() {
        page ??= load(text);
        return page;
      },
    };
  }

  #keep(line: string): void {
    const { name, maxAge, expires } = parseSetCookie(line);
    const isGone =
      (maxAge !== undefined && maxAge <= 0) || (expires !== undefined && expires.getTime() <= Date.now());
    if (isGone) this.jar.delete(name);
    // As the server wrote it: a browser neither decodes nor encodes a cookie's value.
    else this.jar.set(name, line.slice(line.indexOf('=') + 1).split(';', 1)[0] ?? '');
  }
}

/** What a browser sends when a button is pressed. */
interface Submission {
  readonly method: 'get' | 'post';
  readonly action: string;
  readonly fields: URLSearchParams;
}

/** The form of the button with this label, with its values; `chosen` replaces fields by name. */
function submissionOf(
  page: CheerioAPI,
  label: string,
  chosen: Readonly<Record<string, string>> = {},
): Submission {
  const button = page('button')
    .filter((_, element) => [page(element).text().trim(), page(element).attr('aria-label')].includes(label))
    .first();
  const form = button.closest('form');
  if (form.length === 0) throw new Error(`the page "${page('title').text()}" has no button "${label}"`);

  const fields = new URLSearchParams();
  for (const { name, value } of form.serializeArray()) fields.append(name, value);
  for (const [name, value] of Object.entries(chosen)) fields.set(name, value);
  const name = button.attr('name');
  if (name) fields.set(name, button.attr('value') ?? '');
  return {
    method: form.attr('method') === 'post' ? 'post' : 'get',
    action: button.attr('formaction') ?? form.attr('action') ?? '',
    fields,
  };
}
