/** People at the demo, each at a network address of their own. */

import { type Bundle, type Instance, startInstance } from '../resilience/bundle.ts';
import { Client } from '../support/client.ts';
import { beginLink } from '../support/link.ts';

/** The demo, in which the app counts one proxy in front of it. */
export function startDemo(bundle: Bundle): Promise<Instance> {
  return startInstance(bundle, { TRUST_PROXY: '1' });
}

let addresses = 0;

/** Someone at a network address of their own: the app counts one proxy in front of it. */
export class Person extends Client {
  readonly #address = { 'x-forwarded-for': `198.18.${addresses >> 8}.${addresses++ & 255}` };

  override send(path: string, init: RequestInit) {
    return super.send(path, {
      ...init,
      headers: { ...Object.fromEntries(new Headers(init.headers)), ...this.#address },
    });
  }
}

/** Links so many of the demo's banks in one visit. */
export async function linkBanks(url: string, client: Client, count: number): Promise<void> {
  const hostedUrl = await beginLink(client);
  // Its pages are the demo's own, at this very app: each is asked from another address, past the limit.
  let page = await new Person(url).get(hostedUrl);
  const all = page
    .page('input[name=bank]')
    .toArray()
    .map((input) => page.page(input).attr('value') ?? '');
  const banks = Array.from({ length: count }, (_, at) => all[at % all.length] ?? '');
  for (const [at, bank] of banks.entries()) {
    const accounts = await new Person(url).press(page, 'Continue', { bank, person: 'couple' });
    const isLast = at === banks.length - 1;
    page = await new Person(url).press(
      accounts,
      isLast ? 'Share and finish' : 'Share and connect another bank',
    );
    if (!isLast && page.location) page = await new Person(url).get(page.location);
  }
  await client.get(page.location ?? '');
}
