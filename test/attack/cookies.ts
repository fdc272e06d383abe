/** Another site of the same domain sets cookies that a person's browser sends to this server as well. */

import { beginLink, finishAtPlaid } from '../support/link.ts';
import { tossedCookies } from '../support/tossed-cookies.ts';
import { type Attack, startTarget, type Target } from './attack.ts';

const PUBLIC_URL = 'https://ledgerless.example';

/** Somebody with a bank. Plaid leads to the public address, where nobody listens here. */
async function personWith(target: Target, bank: string) {
  const client = target.newClient();
  const back = new URL(await finishAtPlaid(await beginLink(client), { bank }));
  await client.get(back.pathname + back.search);
  if (client.bankCookies.length !== 1) throw new Error('the bank was not linked, so that nothing was tried');
  return client;
}

export const tossing: Attack = {
  name: 'show a person another’s bank, or take theirs, by cookies of a sub-domain',
  async run(bundle) {
    const target = await startTarget(bundle, { PUBLIC_URL, RATE_LIMIT: '0' });
    const person = await personWith(target, 'ins_900001');
    const attacker = await personWith(target, 'ins_900002');
    const failed: string[] = [];
    const tries = tossedCookies(person, attacker);
    for (const { what, cookie } of tries) {
      const { status, page, headers } = await target.newClient().get('/banks', { cookie });
      const banks = page('.banks .rows strong').text();
      const isOwnKept =
        !headers.get('clear-site-data') &&
        !headers.getSetCookie().some((line) => line.startsWith(`${person.bankCookies[0]}=`));
      if (status !== 200 || banks !== 'Fernhollow Bank' || !isOwnKept) failed.push(what);
    }
    await target.close();
    return {
      hasSucceeded: failed.length > 0,
      figure:
        `${failed.length} of ${tries.length} Cookie headers showed another bank, lost the own one or were refused ${failed.join('; ')}`.trim(),
    };
  },
};
