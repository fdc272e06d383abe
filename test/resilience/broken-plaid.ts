/** An app in which one bank is asked at an upstream of the test's own, and all others at the emulator. */

import type { AddressInfo } from 'node:net';
import { createApp } from '../../src/app.ts';
import type { Gateway } from '../../src/plaid/gateway.ts';
import { createGateway } from '../../src/plaid/plaid-gateway.ts';
import { listen } from '../../src/web/server.ts';
import { Client } from '../support/client.ts';
import { giveBank } from '../support/give-bank.ts';
import type { TestApp } from '../support/test-app.ts';

export interface BrokenPlaid {
  /** Has Fernhollow, which is asked at the upstream, and Quillfeather, which is well. */
  readonly client: Client;
  close(): Promise<void>;
}

/** Opens it beside an app, whose emulator and log it shares. */
export async function openBrokenPlaid(app: TestApp, upstreamUrl: string): Promise<BrokenPlaid> {
  const jar = new Map<string, string>();
  giveBank(app, new Client(app.url, jar));
  const troubled = app.emulator.control.items().at(-1)?.accessToken;
  giveBank(app, new Client(app.url, jar), { institutionId: 'ins_900002' });

  const { gateway: sound, config } = app.services;
  const keys = { clientId: 'test-client', secret: 'test-secret', countryCodes: ['US'] };
  const broken = createGateway({ baseUrl: upstreamUrl, ...keys });
  const gateway = new Proxy(sound, {
    get:
      (_, method: keyof Gateway) =>
      (accessToken: string, ...rest: unknown[]) => {
        const asked = (accessToken === troubled ? broken : sound)[method] as (...words: unknown[]) => unknown;
        return asked(accessToken, ...rest);
      },
  });
  const server = await listen(createApp({ ...app.services, gateway }), config);
  const { port } = server.server.address() as AddressInfo;
  return {
    client: new Client(`http://127.0.0.1:${port}`, jar),
    close() {
      server.server.closeAllConnections();
      return server.stop();
    },
  };
}
