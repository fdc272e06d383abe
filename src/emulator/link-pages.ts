/** Link's side for people: choose a bank, a person and accounts on plain pages. It is not Plaid, and says so. */
import express, { type Request, type Response, type Router } from 'express';
import { signInAgain } from './item-life.ts';
import { linkedItem, shareableAccounts } from './link-choice.ts';
import { type Link, type LinkSession, openSession } from './links.ts';
import type { PlaidSide } from './plaid-side.ts';
import { createViews, type ViewName } from './views.ts';
import { sessionFinished } from './webhooks/session-hook.ts';
import { INSTITUTIONS } from './world/institutions.ts';
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

function showStart({ plaid, link, start }: Visit): Reply {
  const session = openSession(link, plaid.now());
  const { clientName, updates } = link.request;
  if (updates !== null)
    return { view: 'repair', data: { start, clientName, bank: updates.institution.name } };
  return {
    view: 'banks',
    data: { start, clientName, added: session.added, banks: INSTITUTIONS, people: PEOPLE },
  };
}

function showAccounts({ link, start }: Visit, chosen: Visit['form'], isAgain = false): Reply {
  const choice = shareableAccounts(chosen);
  if (choice === null) return { goTo: start };
  const { clientName, isMultiItem } = link.request;
  return { view: 'accounts', data: { start, clientName, isMultiItem, isAgain, ...choice } };
}

function addBank(visit: Visit): Reply {
  const { plaid, link, start, form } = visit;
  const added = linkedItem(form, link, plaid);
  if (added === null) return showAccounts(visit, form, true);
  openSession(link, plaid.now()).added.push(added);
  return link.request.isMultiItem && form.next === 'another' ? { goTo: start } : finish(visit);
}

function repair(visit: Visit): Reply {
  const { updates, consentedProducts } = visit.link.request;
  if (updates !== null) signInAgain(visit.plaid, updates, consentedProducts);
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
  const session = openSession(link, plaid.now());
  session.outcome = outcome;
  session.finishedAt = plaid.now();
  const { completionRedirectUri, webhook } = link.request;
  if (webhook !== null) {
    plaid.schedule.at(plaid.now(), () => plaid.webhooks.send(webhook, sessionFinished(link, session)));
  }
  return completionRedirectUri === null ? { view: 'finished', data: {} } : { goTo: completionRedirectUri };
}
