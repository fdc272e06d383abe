import { describe, expect, it } from 'vitest';
import { createAdmission, type Entrant } from '../../src/web/admission.ts';
import { BusyError } from '../../src/web/errors.ts';

const entrant = (address: string, size = 1, signal = new AbortController().signal): Entrant => ({
  ...{ address, size, signal },
  isFile: false,
});
const file = (address: string, size = 1): Entrant => ({ ...entrant(address, size), isFile: true });
const LIMITS = { total: 4, perAddress: 2, files: 2, waiting: 2, waitingInAll: 20, waitMs: 10_000 };

/** What has become of these entries by now. */
async function settled(entries: readonly Promise<unknown>[]): Promise<string[]> {
  const states = entries.map(() => 'waits');
  entries.forEach((entry, index) => {
    entry.then(
      () => (states[index] = 'in'),
      () => (states[index] = 'refused'),
    );
  });
  await new Promise((resolve) => setImmediate(resolve));
  return states;
}

describe('admission', () => {
  it('lets in as much as there is room for, of one address and of all', async () => {
    const { enter } = createAdmission(LIMITS);
    const entries = ['a', 'a', 'a', 'b', 'b', 'c'].map((address) => enter(entrant(address)));
    expect(await settled(entries)).toEqual(['in', 'in', 'waits', 'in', 'in', 'waits']);
  });

  it('gives a place that is free again to the first who waits and may have it', async () => {
    const { enter } = createAdmission(LIMITS);
    const [first, , third, b, , c] = ['a', 'a', 'a', 'b', 'b', 'c'].map((address) => enter(entrant(address)));
    (await b)?.();
    // The third of `a` came before, and its address has no room.
    expect(await settled([third, c].map((entry) => entry ?? Promise.reject()))).toEqual(['waits', 'in']);
    (await first)?.();
    expect(await settled([third ?? Promise.reject()])).toEqual(['in']);
  });

  it('counts sizes, and lets in one that is larger than any room, alone', async () => {
    const { enter } = createAdmission(LIMITS);
    const large = enter(entrant('a', 24));
    const more = enter(entrant('a'));
    const other = enter(entrant('b', 2));
    expect(await settled([large, more, other])).toEqual(['in', 'waits', 'in']);
    (await large)();
    expect(await settled([more])).toEqual(['in']);
  });

  it('gives a place back once, however often that is called', async () => {
    const { enter } = createAdmission({ ...LIMITS, total: 1, perAddress: 1 });
    const leave = await enter(entrant('a'));
    const [second, third] = [enter(entrant('b')), enter(entrant('c'))];
    leave();
    leave();
    expect(await settled([second, third])).toEqual(['in', 'waits']);
  });

  it('refuses at once whoever finds too many of their address waiting', async () => {
    const { enter } = createAdmission(LIMITS);
    const entries = Array.from({ length: 5 }, () => enter(entrant('a')));
    expect(await settled(entries)).toEqual(['in', 'in', 'waits', 'waits', 'refused']);
    await expect(entries[4]).rejects.toBeInstanceOf(BusyError);
  });

  it('refuses at once whoever finds as many waiting in all as there may be', async () => {
    const { enter } = createAdmission({ ...LIMITS, total: 1, perAddress: 1 });
    const entries = Array.from({ length: 22 }, (_, index) => enter(entrant(`address ${index}`)));
    expect((await settled(entries)).map((state) => state[0]).join('')).toBe(`i${'w'.repeat(20)}r`);
  });

  it('refuses who has waited for too long, and lets the next one in then', async () => {
    const { enter } = createAdmission({ ...LIMITS, total: 2, waitMs: 30 });
    const held = await enter(entrant('a', 1));
    await expect(enter(entrant('b', 2))).rejects.toMatchObject({ status: 503, retryAfterSeconds: 10 });
    held();
    expect(await settled([enter(entrant('c', 2))])).toEqual(['in']);
  });

  it('forgets who leaves while they wait', async () => {
    const { enter } = createAdmission({ ...LIMITS, total: 2 });
    const leaving = new AbortController();
    const held = await enter(entrant('a', 1));
    const waiting = enter(entrant('b', 2, leaving.signal));
    const behind = enter(entrant('c', 1));
    expect(await settled([waiting, behind])).toEqual(['waits', 'waits']);
    leaving.abort();
    expect(await settled([waiting, behind])).toEqual(['refused', 'in']);
    held();
  });

  it('lets nobody wait who has left already', async () => {
    const { enter } = createAdmission({ ...LIMITS, total: 1 });
    await enter(entrant('a'));
    const left = enter(entrant('b', 1, AbortSignal.abort()));
    expect(await settled([left])).toEqual(['refused']);
  });

  it('lets files have their share together and no more, and pages pass those that wait', async () => {
    const { enter } = createAdmission(LIMITS);
    const entries = [file('a'), file('b'), file('c'), entrant('d'), entrant('e'), entrant('f')].map(enter);
    expect(await settled(entries)).toEqual(['in', 'in', 'waits', 'in', 'in', 'waits']);
    // A page that ends makes room for a page, and a file for the file that waits.
    (await entries[3])?.();
    expect(await settled(entries.slice(2))).toEqual(['waits', 'in', 'in', 'in']);
    (await entries[0])?.();
    expect(await settled(entries.slice(2, 3))).toEqual(['in']);
  });

  it('lets in a file that is larger than their share, alone among files', async () => {
    const { enter } = createAdmission({ ...LIMITS, perAddress: 0 });
    const entries = [file('a', 24), file('b'), entrant('c', 2)].map(enter);
    expect(await settled(entries)).toEqual(['in', 'waits', 'in']);
  });

  it('tells that a place is waited for, by somebody who does not wait for their own address', async () => {
    const { enter, isWaitedFor } = createAdmission(LIMITS);
    const areWaitedFor = () => [false, true].map((isFile) => isWaitedFor({ isFile }));
    for (const address of ['a', 'a', 'a']) void enter(entrant(address)).catch(() => {});
    expect(areWaitedFor()).toEqual([false, false]);
    const other = enter(entrant('b'));
    for (const address of ['b', 'c']) void enter(entrant(address)).catch(() => {});
    expect(areWaitedFor()).toEqual([true, true]);
    (await other)();
    expect(areWaitedFor()).toEqual([false, false]);
  });

  it('tells of a file that waits for other files that it waits for no page', async () => {
    const { enter, isWaitedFor } = createAdmission(LIMITS);
    const areWaitedFor = () => [false, true].map((isFile) => isWaitedFor({ isFile }));
    for (const each of [entrant('a', 2), file('b'), file('c'), file('d')]) void enter(each).catch(() => {});
    expect(areWaitedFor()).toEqual([false, true]);
    // A page waits for either.
    void enter(entrant('e')).catch(() => {});
    expect(areWaitedFor()).toEqual([true, true]);
  });

  it('limits no single address where its limit is 0', async () => {
    const { enter } = createAdmission({ ...LIMITS, perAddress: 0 });
    const entries = Array.from({ length: 8 }, () => enter(entrant('a')));
    const waiting = Array(4).fill('waits');
    expect(await settled(entries)).toEqual(['in', 'in', 'in', 'in', ...waiting]);
  });
});
