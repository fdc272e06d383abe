/** The process is killed at every step in which a bank could be lost; then it starts again, and the browser comes back. */

import { setTimeout as pause } from 'node:timers/promises';
import type { EmulatorControl } from '../../src/emulator/control.ts';
import { startEmulator } from '../../src/emulator/emulator.ts';
import { Client } from '../support/client.ts';
import { beginLink, comeBack, finishAtPlaid, linkBank } from '../support/link.ts';
import { startPlaidProxy } from '../support/plaid-proxy.ts';
import { type Attack, startTarget, type Target } from './attack.ts';

/** A person at the app, whose address changes when it starts again. */
interface Step {
  readonly name: string;
  /** The calls to Plaid of which one is the last before the kill. */
  readonly paths: readonly string[];
  /** Whether a bank was there before that must not be lost either. */
  readonly keepsBank?: true;
  /** What came before, undisturbed. */
  prepare?(person: Client, control: EmulatorControl): Promise<unknown>;
  act(person: Client): Promise<unknown>;
  /** What a person does who finds a broken page: the same once more. */
  comeBack(person: Client): Promise<unknown>;
}

const slotOf = (person: Client) => person.bankCookies[0]?.slice('bank-'.length) ?? '';

/** Where Plaid sent the browser, at the present address of the app. */
let returnPath = '';
const goBack = (person: Client) => comeBack(person, returnPath);
async function goToPlaid(person: Client): Promise<void> {
  const { pathname, search } = new URL(await finishAtPlaid(await beginLink(person)));
  returnPath = pathname + search;
}

const STEPS: readonly Step[] = [
  {
    name: 'beginning to link',
    paths: ['/user/create', '/link/token/create'],
    act: beginLink,
    comeBack: linkBank,
  },
  {
    name: 'coming back from Plaid',
    paths: ['/link/token/get', '/item/public_token/exchange'],
    prepare: goToPlaid,
    act: goBack,
    comeBack: goBack,
  },
  {
    name: 'coming back with a bank that is here already',
    keepsBank: true,
    paths: ['/accounts/get', '/user/items/get', '/user/remove'],
    prepare: async (person) => {
      await linkBank(person);
      await goToPlaid(person);
    },
    act: goBack,
    comeBack: goBack,
  },
  {
    name: 'replacing a bank that wants a new sign-in',
    keepsBank: true,
    paths: ['/accounts/get', '/item/public_token/exchange', '/item/remove', '/user/remove'],
    prepare: async (person, control) => {
      await linkBank(person);
      for (const { id } of control.items()) control.breakItem(id, 'ITEM_LOGIN_REQUIRED');
      await goToPlaid(person);
    },
    act: goBack,
    comeBack: goBack,
  },
  {
    name: 'keeping connected longer',
    paths: ['/item/webhook/update'],
    prepare: (person) => linkBank(person),
    act: (person) => person.post(`/banks/${slotOf(person)}/extend`, { lifetime: '30' }),
    comeBack: (person) => person.post(`/banks/${slotOf(person)}/extend`, { lifetime: '30' }),
  },
  {
    name: 'repairing',
    paths: ['/link/token/create', '/accounts/get'],
    prepare: (person) => linkBank(person),
    act: async (person) => {
      await person.post(`/banks/${slotOf(person)}/repair`);
      await person.get(`/banks/${slotOf(person)}/repaired`);
    },
    comeBack: (person) => person.get(`/banks/${slotOf(person)}/repaired`),
  },
  {
    name: 'disconnecting',
    paths: ['/item/remove', '/user/remove'],
    prepare: (person) => linkBank(person),
    act: (person) => person.post(`/banks/${slotOf(person)}/disconnect`),
    comeBack: (person) => person.post(`/banks/${slotOf(person)}/disconnect`),
  },
  {
    name: 'logging out',
    paths: ['/item/remove', '/user/remove'],
    prepare: (person) => linkBank(person),
    act: (person) => person.post('/logout'),
    comeBack: (person) => person.post('/logout'),
  },
];
/** A page that waits for Plaid looks again by itself; more than once is asked only by someone who reloads. */
const MOST_RELOADS = 3;

export const killedAtEveryStep: Attack = {
  name: 'leave a bank connection behind that no browser can end, by killing the process half-way',
  async run(bundle) {
    const emulator = await startEmulator();
    const proxy = await startPlaidProxy(emulator.baseUrl);
    let target = await startTarget(bundle, { PLAID_BASE_URL: proxy.url, RATE_LIMIT: '0' }, emulator);
    const lost: string[] = [];
    let kills = 0;

    async function killAt(step: Step, path: string, when: 'before' | 'after'): Promise<void> {
      emulator.control.reset();
      const jar = new Map<string, string>();
      await step.prepare?.(new Client(target.url, jar), emulator.control);
      const kill = async (): Promise<void> => {
        proxy.before = () => {};
        proxy.change = (_path, answer) => answer;
        kills += 1;
        await target.instance.kill();
      };
      if (when === 'before') proxy.before = (asked) => (asked === path ? kill() : undefined);
      else {
        proxy.change = (asked, answer) => {
          if (asked === path) void kill();
          return answer;
        };
      }
      const killsBefore = kills;
      await step.act(new Client(target.url, jar)).catch(() => {});
      // Not every step makes every call; then there was nothing to kill.
      if (kills === killsBefore) return;
      target = await target.restart();
      const person = new Client(target.url, jar);
      for (let tries = 0; tries < MOST_RELOADS; tries++) {
        await step.comeBack(person).catch(() => {});
        const hasBank = target.emulator.control.items().length > 0;
        if ((await areHeld(target, person)) && (hasBank || !step.keepsBank)) return;
        await pause(200);
      }
      lost.push(`${step.name}, ${when} ${path}`);
    }

    for (const step of STEPS)
      for (const path of step.paths)
        for (const when of ['before', 'after'] as const) {
          await killAt(step, path, when);
          proxy.before = () => {};
          proxy.change = (_path, answer) => answer;
        }
    await target.close();
    await proxy.close();
    await emulator.close();
    return {
      hasSucceeded: lost.length > 0 || kills < 12,
      figure: `${kills} kills; Items that no cookie holds after ${lost.length}${lost.length > 0 ? `: ${lost.join('; ')}` : ''}`,
    };
  },
};

/** Every Item at Plaid has a cookie of its own in this browser. */
async function areHeld({ emulator }: Target, person: Client): Promise<boolean> {
  const { inYourBrowser } = JSON.parse((await person.get('/privacy.json')).text);
  const held = inYourBrowser.banks.map(({ itemId }: { itemId: string }) => itemId);
  return emulator.control.items().every(({ id }) => held.includes(id));
}
