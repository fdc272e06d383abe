/** Requests at a steady pace, whether or not those before have been answered. */

import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '../support/client.ts';

export interface Request {
  readonly address: string;
  /** 0 for no answer. */
  readonly status: number;
  /** Answered by 200, to the last byte, with no cookie of a bank or an account deleted. */
  readonly isWhole: boolean;
  /** By the monotonic clock, in milliseconds. */
  readonly startedAt: number;
  readonly endedAt: number;
}

export interface SteadyLoad {
  readonly people: readonly Client[];
  /** Where the instances are reached. */
  readonly url: string;
  readonly paths: readonly string[];
  readonly perSecond: number;
  readonly seconds: number;
}

/** A cookie of a bank's or of an account's that is deleted. */
const LOGS_OUT = /^(bank-|user=).*(max-age=0|expires=thu, 01 jan 1970)/i;

/** Sends them all, each by the next person, and resolves when the last one has ended. */
export async function sendSteadily(load: SteadyLoad): Promise<Request[]> {
  const { people, url, paths, perSecond, seconds } = load;
  const start = performance.now();
  const sent: Promise<Request>[] = [];
  for (let index = 0; index < perSecond * seconds; index += 1) {
    const dueMs = start + (index * 1000) / perSecond - performance.now();
    if (dueMs > 0) await pause(dueMs);
    const person = people[index % people.length] as Client;
    const path = paths[Math.floor(index / people.length) % paths.length] as string;
    sent.push(look(url + path, person.cookies));
  }
  return Promise.all(sent);
}

/** Checks only how the page ends: to parse it would take longer than to make it. */
async function look(address: string, cookie: string): Promise<Request> {
  const startedAt = performance.now();
  const { status, isWhole } = await ask(address, cookie).catch(() => ({ status: 0, isWhole: false }));
  return { address, status, isWhole, startedAt, endedAt: performance.now() };
}

async function ask(address: string, cookie: string): Promise<{ status: number; isWhole: boolean }> {
  const answer = await fetch(address, {
    headers: { cookie, 'x-forwarded-for': newAddress() },
    redirect: 'manual',
  });
  const { status, headers } = answer;
  const end = headers.get('content-type')?.startsWith('application/json') ? '}' : '</html>';
  const text = await answer.text();
  const isLoggedOut = headers.getSetCookie().some((line) => LOGS_OUT.test(line));
  return { status, isWhole: status === 200 && text.trimEnd().endsWith(end) && !isLoggedOut };
}

let addresses = 0;

/** So many requests come from many people, each at an address of their own. */
function newAddress(): string {
  addresses += 1;
  return `198.18.${(addresses >> 8) & 255}.${addresses & 255}`;
}
