/** Any website can send a browser here with a long address and a long Referer, and the network may cut the head anywhere. */

import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { type Attack, startTarget } from './attack.ts';

const SMALL_COOKIE = `bank-abcdef=${'x'.repeat(300)}`;
const CUTS_TRIED = 60;

/** What a browser sends that was led here: with the Referer before the cookies, as Chromium has it. */
function headOf({ address, referer, cookie }: { address: number; referer: number; cookie: string }): string {
  return [
    `GET /${'a'.repeat(address)} HTTP/1.1`,
    'Host: localhost',
    'Connection: close',
    `Referer: https://elsewhere.example/?${'; b=c'.repeat(referer / 5)}`,
    `Cookie: ${cookie}`,
    '',
    '',
  ].join('\r\n');
}

/** The answer to a head that comes in packets cut at these places. */
async function answerTo(url: string, head: string, cuts: readonly number[]): Promise<string> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1').setNoDelay(true);
  socket.on('error', () => {});
  const answer = text(socket).catch(() => '');
  let from = 0;
  for (const cut of [...cuts, head.length].toSorted((a, b) => a - b)) {
    socket.write(head.slice(from, cut));
    from = cut;
    await pause(2);
  }
  return answer;
}

const clears = (answer: string) => /^(clear-site-data|set-cookie):/im.test(answer);

export const longHeads: Attack = {
  name: 'clear a person’s cookies from another website, by a long address or Referer',
  async run(bundle) {
    const target = await startTarget(bundle);
    let cleared = 0;
    let tried = 0;
    for (const [address, referer] of [
      [22_300, 8_000],
      [1_000, 23_500],
      [24_000, 0],
      [60_000, 4_000],
      [0, 70_000],
    ] as const) {
      const head = headOf({ address, referer, cookie: SMALL_COOKIE });
      const step = Math.ceil(head.length / CUTS_TRIED);
      const tries = Array.from({ length: CUTS_TRIED }, (_, index) => {
        const cut = (index + 1) * step - (index % 7);
        return answerTo(target.url, head, index % 2 ? [cut] : [cut, Math.min(cut + 1_448, head.length - 1)]);
      });
      const answers = await Promise.all(tries);
      tried += answers.length;
      cleared += answers.filter(clears).length;
    }
    // A browser that is locked out by its cookies must still be let in again.
    const lockedOut = headOf({ address: 0, referer: 0, cookie: `session=${'x'.repeat(30_000)}` });
    const freed = (
      await Promise.all([[5_000], [24_500, 26_000]].map((cuts) => answerTo(target.url, lockedOut, cuts)))
    ).filter(clears);
    await target.close();
    return {
      hasSucceeded: cleared > 0 || freed.length < 2,
      figure: `${cleared} of ${tried} heads cleared cookies; ${freed.length} of 2 browsers with 30 kB of cookies were let in again`,
    };
  },
};
