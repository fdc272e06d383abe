/** Every route of the app's real router, asked by somebody who may, and a search of what is reachable right after. */

import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { ROUTES } from '../routes/table.ts';
import { visitOf } from '../routes/visit.ts';
import type { Answer } from '../support/client.ts';
import { routesOf } from '../support/router.ts';
import type { Find } from './canaries.ts';
import { newPerson, type PersonOptions } from './person.ts';

export interface RouteFigures {
  /** Those of the router, and those of them that the table does not know. */
  readonly routes: readonly string[];
  readonly unknown: readonly string[];
  /** Those that were not answered as the table says. */
  readonly failed: readonly string[];
  readonly searches: number;
  readonly finds: readonly Find[];
}

export interface RouteOptions extends PersonOptions {
  /** Of the sources. */
  readonly root: string;
  /** The app's own settings, by which its router is made. */
  readonly env: Readonly<Record<string, string>>;
  readonly search: () => Promise<readonly Find[]>;
}

/** So few are asked before a search that what is deleted after a second or two is still found. */
const AT_ONCE = 6;
const REDIS_RESTS_MS = 2_500;
/** Only these are asked signed in: sign-in links are limited to so many in a quarter of an hour. */
const OF_ACCOUNTS = /account|sign-out|delete-me|privacy/;

/** Asks them a few at a time; each as another person, since some routes log out or delete everything. */
export async function visitRoutes({ root, env, search, ...options }: RouteOptions): Promise<RouteFigures> {
  const { canaries } = options;
  const routes = await routesOfSources(root, env);
  const unknown = routes.filter((route) => ROUTES[route] === undefined);
  const known = routes.filter((route) => !unknown.includes(route));
  const failed: string[] = [];
  const finds: Find[] = [];
  let searches = 0;
  for (let at = 0; at < known.length; at += AT_ONCE) {
    const group = known.slice(at, at + AT_ONCE);
    const visits = await Promise.all(
      group.map(async (route) => {
        const row = ROUTES[route] as (typeof ROUTES)[string];
        const email = `route-${routes.indexOf(route)}@example.com`;
        const person = await newPerson(options, { email, isSignedIn: OF_ACCOUNTS.test(route) });
        return { route, row, person, visit: await visitOf(route, row, person) };
      }),
    );
    await Promise.all(
      visits.map(async ({ route, row, person, visit: { path, init } }) => {
        const headers = { 'user-agent': canaries.canary, ...(init.headers as Record<string, string>) };
        const { status, text } = await answerTo(() => person.client.send(path, { ...init, headers }));
        // Plaid's pages are at another address than its API here, so that a link to them comes in place of a redirect.
        const expected = row.known === '303 Plaid' ? '200' : row.known;
        if (!expected.startsWith(String(status))) failed.push(`${route} was answered ${status}`);
        canaries.learn(text);
        canaries.learnAnswer(text);
        for (const sealed of person.client.jar.values()) canaries.learnSealed(sealed);
      }),
    );
    const found = await search();
    finds.push(
      ...found.map(({ kind, text }) => ({ kind, text: `${text}, right after ${group.join(', ')}` })),
    );
    searches += 1;
  }
  return { routes, unknown, failed, searches, finds };
}

/** The answer; the next one where Redis was too slow, on a busy machine, and is not asked for two seconds. */
async function answerTo(ask: () => Promise<Answer>): Promise<Answer> {
  const answer = await ask();
  if (answer.status !== 503) return answer;
  await wait(REDIS_RESTS_MS);
  return ask();
}

/** The routes of the app that these sources make with these settings. */
async function routesOfSources(root: string, env: Readonly<Record<string, string>>): Promise<string[]> {
  const source = (file: string) => import(pathToFileURL(path.join(root, 'src', file)).href);
  const { createApp }: typeof import('../../src/app.ts') = await source('app.ts');
  const { parseConfig }: typeof import('../../src/config/config.ts') = await source('config/config.ts');
  const { createLog }: typeof import('../../src/log.ts') = await source('log.ts');
  const { createServices }: typeof import('../../src/services.ts') = await source('services.ts');
  const services = await createServices({ config: parseConfig(env), log: createLog('silent') });
  try {
    return routesOf(createApp(services));
  } finally {
    await services.close();
  }
}
