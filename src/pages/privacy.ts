/** What is held about this reader, on the server nothing, in their browser these cookies; and how connections end. */

import { parseCookie } from 'cookie';
import type { Request, RequestHandler } from 'express';
import type { Format } from '../present/format.ts';
import type { Services } from '../services.ts';
import { disconnectPath } from './disconnect-link.ts';
import { frameOf } from './frame.ts';
import { lifetimesUpTo } from './lifetime.ts';
import { linkedBanksOf } from './linked-banks.ts';
import { formatFor } from './reader.ts';

export function showPrivacy(services: Services): RequestHandler {
  const { bank, config, now, sealer, views, webhooks } = services;
  return (req, res) => {
    const format = formatFor(req, now());
    const banks = linkedBanksOf(req).map(({ id, connection, expiresAt }) => ({
      id,
      name: connection.institutionName,
      until: format.time(expiresAt),
      endsByItself: connection.userId !== null,
      disconnectPath: disconnectPath(sealer, connection),
    }));
    res.send(
      views('pages/privacy', {
        ...frameOf(req, services, { title: 'What is kept about you', current: '/privacy' }),
        banks,
        cookies: cookiesOf(req, banks, format),
        lifetimes: lifetimesUpTo(config.maxSessionDays),
        // What Plaid said, and nothing that we would wish for.
        hasUsers: bank.hasUsers(),
        hasWebhooks: webhooks.areReachable,
      }),
    );
  };
}

function cookiesOf(
  req: Request,
  banks: readonly { id: string; name: string; until: string }[],
  format: Format,
) {
  // Undecoded, since their sizes are told as they were sent.
  const sent = parseCookie(req.headers.cookie ?? '', { decode: (value) => value });
  return Object.entries(sent).map(([name, value = '']) => {
    const bank = banks.find(({ id }) => name.endsWith(`bank-${id}`));
    return {
      name,
      bytes: format.count(name.length + value.length + 1),
      holds: bank ? `The key to ${bank.name}, encrypted` : purposeOf(name),
      ends:
        bank?.until ?? (name === 'preferences' ? 'a year after you change it' : 'when you close the browser'),
    };
  });
}

function purposeOf(name: string): string {
  if (name === 'preferences') return 'Whether amounts are hidden, and light or dark';
  if (name.endsWith('session'))
    return 'What you are doing at the moment, such as a linking you began, encrypted';
  return 'Not ours';
}
