import { afterAll, expect, it } from 'vitest';
import { createMailer, MailError } from '../../src/users/mail.ts';
import { freePort } from '../support/free-port.ts';
import { startMailServer } from '../support/mail-server.ts';

const from = 'Ledgerless <sign-in@ledgerless.example>';
const mail = { to: 'ada@example.org', subject: 'Hello', text: `${'a long line '.repeat(20)}= ünd mehr\n` };

const server = await startMailServer();
afterAll(() => server.close());

it('sends plain text by SMTP, with the name and password of the address', async () => {
  const mailer = createMailer({ smtpUrl: server.url, from });
  await mailer.send(mail);
  mailer.close();
  const [received] = server.mails;
  expect([received?.from, received?.to]).toEqual(['sign-in@ledgerless.example', ['ada@example.org']]);
  expect(received?.source).toMatch(/^From: Ledgerless <sign-in@ledgerless.example>\r$/m);
  expect(received?.source).toMatch(/^Content-Type: text\/plain; charset=utf-8\r$/m);
  expect(received?.source).not.toContain('text/html');
});

it('writes to one person, whatever stands in the address', async () => {
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
])('tells by a code of %s', async (_, smtpUrl, code) => {
  const error = await createMailer({ smtpUrl: await smtpUrl(), from })
    .send(mail)
    .catch((failure: unknown) => failure);
  expect(error).toBeInstanceOf(MailError);
  expect(error).toMatchObject({ code, message: `mail: ${code}` });
});
