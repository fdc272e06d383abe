import { afterAll, expect, it } from 'vitest';
import { createMailer, MailError } from '../../src/users/mail.ts';
import { freePort } from '../support/free-port.ts';
import { startMailServer } from '../support/mail-server.ts';

const from = 'Ledgerless <sign-in@ledgerless.example>';
const mail = { to: 'ada@example.org', subject: 'Hello', text: `${'a long line '.repeat(20)}= ünd mehr\n` };

const server = await startMailServer();
afterAll(() => server.close());

it('an e-mail is sent as plain text, with the user name and password of the SMTP address', async () => {
  const mailer = createMailer({ smtpUrl: server.url, from });
  await mailer.send(mail);
  mailer.close();
  const [received] = server.mails;
  expect([received?.from, received?.to]).toEqual(['sign-in@ledgerless.example', ['ada@example.org']]);
  expect(received?.source).toMatch(/^From: Ledgerless <sign-in@ledgerless.example>\r$/m);
  expect(received?.source).toMatch(/^Content-Type: text\/plain; charset=utf-8\r$/m);
  expect(received?.source).not.toContain('text/html');
});

it('an e-mail is sent to one person, even if the address has two', async () => {
  const before = server.mails.length;
  const mailer = createMailer({ smtpUrl: server.url, from });
  await mailer.send({ ...mail, to: 'ada@example.org, eve@example.org' }).catch(() => {});
  const reached = server.mails.slice(before).flatMap(({ to }) => to);
  expect(reached).not.toContain('eve@example.org');
});

it.each([
  ['a wrong password', async () => server.url.replace(/:[^:@]+@/, ':wrong@'), 'EAUTH'],
  ['nobody there', async () => `smtp://127.0.0.1:${await freePort()}`, 'ESOCKET'],
  ['no encryption where it must be', async () => `${server.url}?requireTLS=true`, 'ETLS'],
])('an e-mail that cannot be sent fails with a code: %s', async (_, smtpUrl, code) => {
  const error = await createMailer({ smtpUrl: await smtpUrl(), from })
    .send(mail)
    .catch((failure: unknown) => failure);
  expect(error).toBeInstanceOf(MailError);
  expect(error).toMatchObject({ code, message: `mail: ${code}` });
});
