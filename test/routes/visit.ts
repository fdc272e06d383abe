/** The requests of the table's rows, and their answers as the table writes them. */

import type { Answer } from '../support/client.ts';
import type { FullApp, Person } from './full-app.ts';
import type { Row } from './table.ts';

/** A request, ready to be sent. */
export interface Visit {
  readonly path: string;
  readonly init: RequestInit;
}

/** The request of somebody who may do this. */
export async function visitOf(name: string, row: Row, person: Person): Promise<Visit> {
  const path = (await row.path?.(person)) ?? pathOf(name).replace(':id', person.bankId);
  return { path, init: { ...formOf(name, row), ...row.webhook?.(person) } };
}

/** The same request of a browser without cookies, with a bank or a link that it does not have. */
export function anonymousVisit(name: string, row: Row): Visit {
  return { path: pathOf(name).replace(/:\w+/, 'someoneelses'), init: formOf(name, row) };
}

function formOf(name: string, { fields }: Row): RequestInit {
  const method = methodOf(name);
  if (method === 'GET') return { method };
  const headers = { 'sec-fetch-site': 'same-origin' };
  return { method, headers, body: new URLSearchParams(fields) };
}

export function methodOf(name: string): string {
  return name.split(' ', 1)[0] ?? '';
}

export function pathOf(name: string): string {
  return name.slice(name.indexOf(' ') + 1);
}

/** An answer as the table writes it. */
export function summaryOf({ status, location }: Answer, { app }: FullApp): string {
  if (location === null) return String(status);
  const { origin, pathname } = new URL(location, app.url);
  if (origin === app.emulator.baseUrl) return `${status} Plaid`;
  if (origin !== app.url) return `${status} ${location}`;
  return `${status} ${pathname.startsWith('/demo/link/') ? 'Plaid' : pathname}`;
}

/** A page's title and its entry in the navigation; undefined for an answer that is no page. */
export function pageOf({ headers, page }: Answer): [title: string, current: string] | undefined {
  if (!headers.get('content-type')?.startsWith('text/html')) return undefined;
  return [
    page('head > title').text().replace(' · Ledgerless', ''),
    page('nav.pages [aria-current=page]').text(),
  ];
}
