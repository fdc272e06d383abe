/** The questions before what cannot be taken back: logging out, and disconnecting one bank. Neither changes anything. */

import type { RequestHandler } from 'express';
import { type Frame, frameOf } from '../../page/frame.ts';
import { bankOfAddress, pageBefore } from '../../page/request-context.ts';
import { listed } from '../../reading/missing-banks.ts';
import type { Services } from '../../services.ts';
import { banksToEnd } from './disconnect.ts';

export interface LogoutQuestion extends Frame {
  /** How many banks it ends. */
  readonly count: number;
  readonly names: string;
  /** How many cookies it clears whose banks it cannot end. */
  readonly unreadable: number;
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
}

/** Pages that are there for whoever has a bank; other addresses ask a question, or are of forms alone. */
const GOES_ON_AT =
  /^\/(dashboard|transactions|spending|net-worth|recurring|ahead|credit|banks|privacy|account|setup)(\?|$)/;

/** GET /logout */
export function getLogout(services: Services): RequestHandler {
  return (req, res) => {
    const banks = banksToEnd(req);
    const page = pageBefore(req);
    res.send(
      services.views('pages/log-out', {
        ...frameOf(req, services, { title: 'Log out', saysUnreadable: true }),
        count: banks.length,
        names: listed(banks.map(({ connection }) => connection.institutionName)),
        unreadable: req.context.unreadable.length,
        back: GOES_ON_AT.test(page) ? page : '/dashboard',
      }),
    );
  };
}

/** GET /banks/:id/disconnect?gone=yes */
export function getDisconnect(services: Services): RequestHandler {
  return (req, res) => {
    const banks = banksToEnd(req);
    const { id, connection } = bankOfAddress(req, banks);
    const name = connection.institutionName;
    const isGone = req.query.gone === 'yes';
    const title = isGone ? `Remove ${name} from this browser` : `Disconnect ${name}`;
    res.send(
      services.views('pages/disconnect-bank', {
        ...frameOf(req, services, { title }),
        name,
        path: `/banks/${id}/disconnect`,
        others: banks.length - 1,
        isGone,
      }),
    );
  };
}
