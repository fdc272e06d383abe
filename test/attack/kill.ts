/**
 * The process is killed at every step in which a bank could be lost; then it starts again, and the browser comes back. Or
 * the browser leaves half-way, and does nothing more.
 */

import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { createWebhookAddresses } from '../../src/connections/webhook-url.ts';
import { createSealer } from '../../src/crypto/sealer.ts';
import type { EmulatorControl } from '../../src/emulator/control.ts';
import { startEmulator } from '../../src/emulator/emulator.ts';
import { Client } from '../support/client.ts';
import { beginLink, comeBack, finishAtPlaid, linkBank } from '../support/link.ts';
import { startPlaidProxy } from '../support/plaid-proxy.ts';
import { type Attack, startTarget } from './attack.ts';

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
/** In which the server has seen that the browser is gone. */
const SEEN_AFTER_MS = 300;

/** A browser whose requests can be broken off. */
class LeavingClient extends Client {
  readonly #leaving = new AbortController();

  override send(path: string, init: RequestInit) {
    return super.send(path, { ...init, signal: this.#leaving.signal });
  }

  leave(): void {
    this.#leaving.abort();
  }
}

export const killedAtEveryStep: Attack = {
  name: 'leave a bank connection behind that no browser can end, by killing the process or leaving half-way',
  isSlow: true,
  async run(bundle) {
    const emulator = await startEmulator();
    const proxy = await startPlaidProxy(emulator.baseUrl);
    const key = randomBytes(32);
    const settings = { PLAID_BASE_URL: proxy.url, RATE_LIMIT: '0', ENCRYPTION_KEYS: key.toString('base64') };
    let target = await startTarget(bundle, settings, emulator);
    const { expiryNamedBy } = createWebhookAddresses({ sealer: createSealer([key]), areReachable: true });
    const lost: string[] = [];
    let kills = 0;
    let timesLeft = 0;

    /** Every Item at Plaid has a cookie of its own in this browser, which ends when the Item does. */
    async function areHeld(person: Client): Promise<boolean> {
      const { inYourBrowser } = JSON.parse((await person.get('/privacy.json')).text);
      const held: readonly { itemId: string; userId: string; expiresAt: string }[] = inYourBrowser.banks;
      return emulator.control.items().every(({ id, webhook }) => {
        const bank = held.find(({ itemId }) => itemId === id);
        const endsAtPlaid = bank && expiryNamedBy(webhook ?? '', bank.userId);
        return endsAtPlaid?.getTime() === new Date(bank?.expiresAt ?? 0).getTime();
      });
    }

    /** And where one was there before, it still is. */
    async function isWhole(step: Step, person: Client): Promise<boolean> {
      return (await areHeld(person)) && (emulator.control.items().length > 0 || !step.keepsBank);
    }

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
        if (await isWhole(step, person)) return;
        await pause(200);
      }
      lost.push(`${step.name}, ${when} ${path}`);
    }

    /** Nothing is repeated then: what was begun is finished, or taken back. */
    async function leaveAt(step: Step, path: string): Promise<void> {
      emulator.control.reset();
      const jar = new Map<string, string>();
      await step.prepare?.(new Client(target.url, jar), emulator.control);
      const person = new LeavingClient(target.url, jar);
      proxy.change = async (asked, answer) => {
        if (asked !== path) return answer;
        proxy.change = (_path, later) => later;
        timesLeft += 1;
        person.leave();
        await pause(SEEN_AFTER_MS);
        return answer;
      };
      await step.act(person).catch(() => {});
      for (let looks = 0; looks < MOST_RELOADS; looks++) {
        await pause(2 * SEEN_AFTER_MS);
        if (await isWhole(step, new Client(target.url, jar))) return;
      }
      lost.push(`${step.name}, left at ${path}`);
    }

    for (const step of STEPS)
      for (const path of step.paths)
        for (const when of ['before', 'after'] as const) {
          await killAt(step, path, when);
          proxy.before = () => {};
          proxy.change = (_path, answer) => answer;
        }
    for (const step of STEPS)
      for (const path of step.paths) {
        await leaveAt(step, path);
        proxy.change = (_path, answer) => answer;
      }
    await target.close();
    await proxy.close();
    await emulator.close();
    return {
      hasSucceeded: lost.length > 0 || kills < 12 || timesLeft < 12,
      figure: `${kills} kills and ${timesLeft} left half-way; Items that no cookie holds to their end after ${lost.length}${lost.length > 0 ? `: ${lost.join('; ')}` : ''}`,
    };
  },
};
