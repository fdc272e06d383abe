/** Link's side for people: choose a bank, a person and accounts on plain pages. It is not Plaid, and says so. */
import express, { type Request, type Response, type Router } from 'express';
import { lastingErrorOf } from './item-error.ts';
import { signInAgain } from './item-life.ts';
import {
  changeAccounts,
  changeableAccounts,
  linkedItem,
  offeredBanks,
  type Problem,
  shareableAccounts,
} from './link-choice.ts';
import { endSession } from './link-end.ts';
import { type Link, type LinkSession, openSession } from './links.ts';
import type { PlaidSide } from './plaid-side.ts';
import { createViews, type ViewName } from './views.ts';
import { PEOPLE } from './world/people.ts';

interface Visit {
  readonly plaid: PlaidSide;
  readonly link: Link;
  /** The address of the link's first page. */
  readonly start: string;
  readonly query: Request['query'];
  readonly form: Record<string, unknown>;
}

type Reply = { readonly goTo: string } | { readonly view: ViewName; readonly data: object };

/** The pages of every link, to be mounted at the link path. */
export function createLinkPages(plaid: PlaidSide, viewsDir: string): Router {
  const views = createViews(viewsDir);
  const router = express.Router();
  router.use(express.urlencoded({ extended: false, limit: '4kb' }));
  router.get('/:token', replyWith(showStart));
  router.get(
    '/:token/accounts',
    replyWith((visit) => showAccounts(visit, visit.query)),
  );
  router.post('/:token/accounts', replyWith(addBank));
  router.post('/:token/repair', replyWith(repair));
  router.post('/:token/finish', replyWith(finish));
  router.post('/:token/cancel', replyWith(cancel));
  return router;

  function replyWith(answer: (visit: Visit) => Reply) {
    return (req: Request<{ token: string }>, res: Response): void => {
      const link = plaid.links.findOpen(req.params.token);
      if (link === null) {
        res.status(404).type('html').send(views.render('expired', {}));
        return;
      }
      const start = `${req.baseUrl}/${link.token}`;
      const reply = answer({ plaid, link, start, query: req.query, form: req.body ?? {} });
      if ('goTo' in reply) res.redirect(303, reply.goTo);
      else res.type('html').send(views.render(reply.view, reply.data));
    };
  }
}

function showStart(visit: Visit): Reply {
  const { plaid, link, start } = visit;
  const session = openSession(link, plaid.now());
  if (link.request.updates !== null) return showUpdate(visit, null);
  const { clientName } = link.request;
  const offered = offeredBanks(link.request);
  return { view: 'banks', data: { start, clientName, added: session.added, people: PEOPLE, ...offered } };
}

/** Update mode: the same Item, signed in to again or with other accounts. */
function showUpdate({ plaid, link, start }: Visit, problem: Problem | null): Reply {
  const { clientName, updates } = link.request;
  const data = {
    start,
    clientName,
    bank: updates?.institution.name,
    isBroken: updates !== null && lastingErrorOf(updates, plaid.now()) !== null,
    accounts: changeableAccounts(link.request),
    problem: wordsOf(problem),
  };
  return { view: 'repair', data };
}

function showAccounts({ link, start }: Visit, chosen: Visit['form'], problem: Problem | null = null): Reply {
  const choice = shareableAccounts(chosen, link.request);
  if (choice === null) return { goTo: start };
  const { clientName, isMultiItem } = link.request;
  return {
    view: 'accounts',
    data: { start, clientName, isMultiItem, problem: wordsOf(problem), ...choice },
  };
}

function wordsOf(problem: Problem | null): string | null {
  if (problem === null) return null;
  if (problem === 'none ticked') return 'Tick at least one account to share.';
  return 'No account that you ticked works with this application. Tick another one, or choose another bank.';
}

function addBank(visit: Visit): Reply {
  const { plaid, link, start, form } = visit;
  const session = openSession(link, plaid.now());
  const added = linkedItem(form, link, plaid);
  if (added === null) return { goTo: start };
  if (added === 'none ticked' || 'code' in added) {
    if (added !== 'none ticked') session.refusal = added;
    return showAccounts(visit, form, added);
  }
  session.added.push(added);
  return link.request.isMultiItem && form.next === 'another' ? { goTo: start } : finish(visit);
}

function repair(visit: Visit): Reply {
  const { plaid, link, form } = visit;
  const { updates, consentedProducts } = link.request;
  const problem = changeAccounts(form, link, plaid);
  if (problem !== null) return showUpdate(visit, problem);
  if (updates !== null) signInAgain(plaid, updates, consentedProducts);
  return finish(visit);
}

function finish(visit: Visit): Reply {
  return end(visit, 'done');
}

/** Banks that were linked before giving up stay linked. */
function cancel(visit: Visit): Reply {
  const session = openSession(visit.link, visit.plaid.now());
  return end(visit, session.added.length > 0 ? 'done' : 'gave up');
}

function end({ plaid, link }: Visit, outcome: LinkSession['outcome']): Reply {
  const returnTo = endSession(plaid, link, outcome);
  return returnTo === null ? { view: 'finished', data: {} } : { goTo: returnTo };
}
