/** What is held about this reader: on the server nothing, in their browser these cookies. */

import { parseCookie } from 'cookie';
import type { RequestHandler } from 'express';
import type { Services } from '../services.ts';
import { frameOf } from './frame.ts';
import { linkedBanksOf } from './linked-banks.ts';
import { formatFor } from './reader.ts';

export function showPrivacy(services: Services): RequestHandler {
  return (req, res) => {
    const format = formatFor(req, services.now());
    const banks = linkedBanksOf(req).map(({ id, connection, expiresAt }) => ({
      id,
      name: connection.institutionName,
      until: format.time(expiresAt),
    }));
    const cookies = Object.entries(parseCookie(req.headers.cookie ?? '')).map(([name, value = '']) => {
      const bank = banks.find(({ id }) => name.endsWith(`bank-${id}`));
      return {
        name,
        bytes: format.count(name.length + value.length + 1),
        holds: bank ? `The key to ${bank.name}, encrypted` : purposeOf(name),
        ends:
          bank?.until ??
          (name === 'preferences' ? 'a year after you change it' : 'when you close the browser'),
      };
    });
    const frame = frameOf(req, services, { title: 'What is kept about you', current: '/privacy' });
    res.send(services.views('pages/privacy', { ...frame, banks, cookies }));
  };
}

function purposeOf(name: string): string {
  if (name === 'preferences') return 'Whether amounts are hidden, and light or dark';
  if (name.endsWith('session'))
    return 'What you are doing at the moment, such as a linking you began, encrypted';
  return 'Not ours';
}
