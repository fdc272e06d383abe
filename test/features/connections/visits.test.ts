/** The cookies of visits to Plaid under way: how many there are, and what becomes of the oldest. */

import type { Request } from 'express';
import { describe, expect, it } from 'vitest';
import {
  finishVisit,
  forgetVisits,
  keepVisit,
  keepVisitSomewhere,
  visitsUnderWay,
} from '../../../src/features/connections/visits.ts';
import type { Services } from '../../../src/services.ts';
import type { PendingLink } from '../../../src/web/session.ts';
import { HOUR_MS, START } from '../../web/samples.ts';
import { inVaults } from '../../web/vault-request.ts';

const visitOf = (visit: string, more: Partial<PendingLink> = {}): PendingLink => ({
  visit,
  linkToken: 'link-production-6c1ba1e6-2f0b-4a52-8f2f-0c1d2e3f4a5b',
  lifetime: 'session',
  expiresAt: 1_800_000_000_000,
  userId: 'usr_8c3ZbDBYjaqUXZ',
  ...more,
});
const servicesAt = (now: Date) => ({ now: () => now }) as Services;
const idsIn = (req: Request) => visitsUnderWay(req).map(({ visit }) => visit);

/** Does this in a browser with these cookies, and a session with these contents; with the session as it is then. */
async function inBrowser<T>(cookie: string, act: (req: Request) => T, session = {}, now = START) {
  const answer = await inVaults(
    (req) => {
      Object.assign(req, { session });
      return { result: act(req), session: req.session, ids: idsIn(req) };
    },
    { cookie, isSecure: true, now },
  );
  return { ...answer.result, lines: answer.lines, cookie: answer.cookie };
}

/** The Cookie header of a browser in which these were begun, a second after one another. */
async function withVisits(...ids: string[]): Promise<string> {
  const cookies: string[] = [];
  for (const [at, id] of ids.entries()) {
    const services = servicesAt(new Date(START.getTime() + at * 1000));
    cookies.push((await inBrowser('', (req) => keepVisit(services, req, visitOf(id)))).cookie);
  }
  return cookies.join('; ');
}

const keep = (id: string) => (req: Request) => keepVisit(servicesAt(START), req, visitOf(id));

describe('a visit that was begun', () => {
  it('is a cookie of its own for four hours at the most, and the session stays as it is', async () => {
    const { lines, cookie, session } = await inBrowser('', keep('first'));
    expect(lines).toEqual([
      expect.stringMatching(/^__Host-link-[a-z2-7]{6}=v1\.[\w.-]+; Path=\/; HttpOnly; Secure; SameSite=Lax$/),
    ]);
    expect(session).toEqual({});
    const idsAfter = async (ms: number) =>
      (await inBrowser(cookie, () => {}, {}, new Date(START.getTime() + ms))).ids;
    expect(await idsAfter(4 * HOUR_MS - 1)).toEqual(['first']);
    expect(await idsAfter(4 * HOUR_MS)).toEqual([]);
  });

  it.each([
    [{}],
    [{ userId: null }],
    [{ isLookedFor: true }],
    [{ linkToken: '', replacedIds: ['abcdef', 'ghijkl'] }],
  ])('comes back as it was, with %j', async (more) => {
    const visit = visitOf('first', more);
    const { cookie } = await inBrowser('', (req) => keepVisit(servicesAt(START), req, visit));
    expect((await inBrowser(cookie, visitsUnderWay)).result).toEqual([visit]);
  });

  it('is gone when it is over, but for its number', async () => {
    const cookie = await withVisits('first', 'second');
    const { ids, session } = await inBrowser(cookie, (req) => finishVisit(req, visitOf('first')));
    expect([ids, session]).toEqual([['second'], { finishedVisits: ['first'] }]);
  });

  it('by an earlier version, in the session, is finished as well', async () => {
    const earlier = { pendingLinks: [visitOf('earlier')] };
    const cookie = await withVisits('first');
    expect((await inBrowser(cookie, () => {}, earlier)).ids).toEqual(['earlier', 'first']);
    const { ids, session } = await inBrowser(cookie, (req) => finishVisit(req, visitOf('earlier')), earlier);
    expect([ids, session]).toEqual([['first'], { pendingLinks: [], finishedVisits: ['earlier'] }]);
  });

  it('is cleared at log-out with all others, whether they can be read or not', async () => {
    const cookie = `${await withVisits('first', 'second')}; __Host-link-abcdef=x`;
    const { ids, lines } = await inBrowser(cookie, forgetVisits);
    expect(ids).toEqual([]);
    expect(lines.filter((line) => line.includes('=; Path=/; Expires=Thu, 01 Jan 1970'))).toHaveLength(3);
  });
});

describe('one visit more', () => {
  it('than five takes the place of the oldest', async () => {
    const cookie = await withVisits('1', '2', '3', '4', '5');
    const { ids, session } = await inBrowser(cookie, keep('6'));
    expect(ids.toSorted()).toEqual(['2', '3', '4', '5', '6']);
    expect(session).toEqual({ droppedVisits: ['1'] });
  });

  it('takes the place of as many of the oldest as the header has no room for', async () => {
    const visits = await withVisits('1', '2', '3');
    // 234 bytes are left to the session and to preferences, and 100 are free.
    const full = `${visits}; o=${'x'.repeat(8000 - 234 - 100 - visits.length - '; o='.length)}`;
    const { ids, session } = await inBrowser(full, keep('4'));
    expect(ids.toSorted()).toEqual(['2', '3', '4']);
    expect(session).toEqual({ droppedVisits: ['1'] });
  });

  it('is refused where there is no room for it alone', async () => {
    const { result, ids, lines } = await inBrowser(`o=${'x'.repeat(7700)}`, keep('1'));
    expect([result, ids, lines]).toEqual([false, [], []]);
  });

  it('that has brought something is in the session where no cookie has room, and is under way there', async () => {
    const visit = visitOf('1', { isLookedFor: true });
    const keepAnyway = (req: Request) => keepVisitSomewhere(servicesAt(START), req, visit);
    const { ids, lines, session } = await inBrowser(`o=${'x'.repeat(7700)}`, keepAnyway);
    expect([ids, lines, session]).toEqual([['1'], [], { pendingLinks: [visit] }]);
    const over = await inBrowser('', (req) => finishVisit(req, visit), session);
    expect([over.ids, over.session.finishedVisits]).toEqual([[], ['1']]);
    const roomy = await inBrowser('', keepAnyway);
    expect([roomy.ids, roomy.lines.length, roomy.session]).toEqual([['1'], 1, {}]);
  });

  it('clears those that are over', async () => {
    const cookie = await withVisits('1');
    const later = new Date(START.getTime() + 4 * HOUR_MS);
    const begin = (req: Request) => keepVisit(servicesAt(later), req, visitOf('2'));
    const { ids, lines } = await inBrowser(cookie, begin, {}, later);
    expect([ids, lines.length]).toEqual([['2'], 2]);
    expect(lines[0]).toMatch(/^__Host-link-\w{6}=; Path=\/; Expires=Thu, 01 Jan 1970/);
  });

  it('has room beside as many banks as there can be, also when it has accounts to look for', async () => {
    // A bank leaves 500 bytes, and the session 200 of them to itself, beside 34 of preferences.
    const full = `o=${'x'.repeat(7500 - 2)}`;
    for (const more of [{}, { isLookedFor: true }, { linkToken: '', replacedIds: ['abcdef', 'ghijkl'] }]) {
      const visit = visitOf('a-visit8', more);
      expect((await inBrowser(full, (req) => keepVisit(servicesAt(START), req, visit))).result).toBe(true);
    }
  });
});
