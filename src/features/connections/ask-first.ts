/** The questions before what cannot be taken back: logging out, and disconnecting one bank. Neither changes anything. */

import type { RequestHandler } from 'express';
import { type Frame, frameOf } from '../../page/frame.ts';
import { bankFromParams, pageToReturnTo, refererPath } from '../../page/request-context.ts';
import { formatList } from '../../reading/missing-banks.ts';
import type { Services } from '../../services.ts';
import { banksToEnd } from './disconnect.ts';

export interface LogoutQuestion extends Frame {
  /** How many banks it ends. */
  readonly count: number;
  readonly names: string;
  /** How many cookies it clears whose banks it cannot end. */
  readonly unreadable: number;
  /** How many lines the book has that goes with them; 0 where there is none. */
  readonly bookLines: number;
  /** Where who stays goes on. */
  readonly back: string;
}

export interface DisconnectQuestion extends Frame {
  readonly name: string;
  /** Where the answer is sent. */
  readonly path: string;
  /** How many other banks stay. */
  readonly others: number;
  /** Plaid has said that it knows the connection no more: there is nothing left to end. */
  readonly isGone: boolean;
  /** How many lines the book has that goes with this bank, since no other is left; 0 where none goes. */
  readonly bookLines: number;
}

/** GET /logout */
export function getLogout(services: Services): RequestHandler {
  return (req, res) => {
    const banks = banksToEnd(req);
    res.send(
      services.views('pages/log-out', {
        ...frameOf(req, services, { title: 'Log out', saysUnreadable: true }),
        count: banks.length,
        names: formatList(banks.map(({ connection }) => connection.institutionName)),
        unreadable: req.context.unreadable.length,
        bookLines: req.context.wholeBook.length,
        back: pageToReturnTo(refererPath(req), '/dashboard'),
      }),
    );
  };
}

/** GET /banks/:id/disconnect?gone=yes */
export function getDisconnect(services: Services): RequestHandler {
  return (req, res) => {
    const banks = banksToEnd(req);
    const { id, connection } = bankFromParams(req, banks);
    const name = connection.institutionName;
    const isLast = banks.length === 1 && req.context.unreadable.length === 0;
    const isGone = req.query.gone === 'yes';
    const title = isGone ? `Remove ${name} from this browser` : `Disconnect ${name}`;
    res.send(
      services.views('pages/disconnect-bank', {
        ...frameOf(req, services, { title }),
        name,
        path: `/banks/${id}/disconnect`,
        others: banks.length - 1,
        isGone,
        bookLines: isLast ? req.context.wholeBook.length : 0,
      }),
    );
  };
}
