import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { expect, it } from 'vitest';
import { createMailer } from '../../src/users/mail.ts';
import { scaled } from '../support/time-limits.ts';

it('sending fails after five seconds when the mail server does not answer', async () => {
  const silent = createServer(() => {}).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const smtpUrl = `smtp://127.0.0.1:${(silent.address() as AddressInfo).port}`;
  const mailer = createMailer({ smtpUrl, from: 'Ledgerless <sign-in@ledgerless.example>' });
  const start = performance.now();
  const sending = mailer.send({ to: 'ada@example.org', subject: 'Hello', text: 'Hello\n' });
  await expect(sending).rejects.toMatchObject({ code: 'ETIMEDOUT' });
  expect(performance.now() - start).toBeLessThan(5_000 + scaled(1_000));
  silent.close();
});
