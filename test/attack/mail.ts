/** Somebody asks for sign-in links in another person's name, to fill their mailbox or to keep them out. */

import { signIn } from '../support/sign-in.ts';
import { LACKS_POSTGRES, startAccountsTarget } from './accounts.ts';
import type { Attack } from './attack.ts';

/** What docs/configuration.md promises for one mailbox and for one network. */
const PER_MAILBOX = 5;
const PER_NETWORK = 30;
const SPELLINGS = 24;

export const mailLimits: Attack = {
  name: 'keep a person out of their account, or fill their mailbox, by asking for sign-in links',
  cannotRun: LACKS_POSTGRES,
  async run(bundle) {
    const { target, mail, close } = await startAccountsTarget(bundle, { TRUST_PROXY: '1' });
    const mailsTo = (start: string) => mail.mails.filter(({ to }) => to[0]?.startsWith(start)).length;
    const ask = (email: string, from: Record<string, string>) =>
      target.newClient().post('/sign-in', { email }, from);
    const anywhere = (at: number) => ({ 'x-forwarded-for': `203.0.113.${at}` });

    const victim = target.newClient();
    await signIn(victim, mail, 'victim@example.org');
    await victim.post('/sign-out');
    for (let at = 0; at < PER_MAILBOX; at++) await ask('victim@example.org', anywhere(at));
    // From the victim's own network, too.
    for (let at = 0; at < PER_NETWORK; at++) await ask(`other${at}@example.org`, {});
    const before = mailsTo('victim@');
    const asked = await victim.post('/sign-in', { email: 'victim@example.org' });
    const isKeptOut = asked.status !== 303 || mailsTo('victim@') !== before + 1;

    for (let at = 0; at < SPELLINGS; at++) {
      await ask(`mailbox${at === 0 ? '' : `+tag${at}`}@example.org`, anywhere(100 + at));
    }
    const flood = mailsTo('mailbox');
    await close();
    return {
      hasSucceeded: isKeptOut || flood > PER_MAILBOX,
      figure: `the owner’s own browser ${isKeptOut ? 'gets no link' : 'gets its link'}; ${SPELLINGS} spellings of one mailbox bring it ${flood} mails`,
    };
  },
};
