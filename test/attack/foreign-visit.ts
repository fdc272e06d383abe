/** Somebody begins a visit to Plaid and sends its address to another person, who signs in there. */

import { beginLink, finishAtPlaid } from '../support/link.ts';
import { type Attack, startTarget, type Target } from './attack.ts';

const VICTIMS_NETWORK = { 'x-forwarded-for': '198.51.100.7' };
/** More than the limit of requests allows in a minute. */
const FLOOD = 150;

/** What the attacker holds in the end, when they come back at this moment. */
async function attack(target: Target, when: 'before the victim' | 'after the victim'): Promise<number> {
  const attacker = target.newClient();
  const victim = target.newClient();
  const hostedUrl = await beginLink(attacker, { lifetime: '90' });
  const returnUrl = await finishAtPlaid(hostedUrl);
  // Where they find the way back: they have opened Plaid's page themselves and given up.
  // Meanwhile their page, still open in the victim's browser, asks until that network's limits are used up.
  for (let asked = 0; asked < FLOOD; asked += 1) await victim.get('/link/return?x', VICTIMS_NETWORK);
  const steps = [() => victim.get(returnUrl, VICTIMS_NETWORK), () => attacker.get(returnUrl)];
  for (const step of when === 'after the victim' ? steps : steps.toReversed()) await step();
  await attacker.get('/link/return');
  // With a key whose Item is gone at Plaid, nothing can be read any more.
  return attacker.bankCookies.length > 0 ? target.emulator.control.items().length : 0;
}

export const foreignVisit: Attack = {
  name: 'have somebody else link their bank for the attacker’s browser',
  async run(bundle) {
    const target = await startTarget(bundle, { TRUST_PROXY: '1' });
    const after = await attack(target, 'after the victim');
    const before = await attack(target, 'before the victim');
    const left = target.emulator.control.items().length;
    await target.close();
    return {
      hasSucceeded: after + before + left > 0,
      figure: `banks held by the attacker who comes after the victim ${after}, before the victim ${before}; Items left at Plaid ${left}`,
    };
  },
};
