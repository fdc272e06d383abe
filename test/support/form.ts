/** What a browser sends when a button is pressed, read from the page as a person finds it. */

import type { CheerioAPI } from 'cheerio';

export interface Submission {
  readonly method: 'get' | 'post';
  readonly action: string;
  readonly fields: URLSearchParams;
}

/** The form of the button with this label, filled in as it stands; `chosen` replaces fields by name. */
export function submissionOf(
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
