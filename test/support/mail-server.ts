/** A real SMTP server on a free port, which keeps the mails it receives. */

import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';

export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  /** With its headers, as it was received. */
  readonly source: string;
  /** The body, decoded. */
  readonly text: string;
}

export interface MailServer {
  /** With the name and password that it requires. */
  readonly url: string;
  readonly mails: ReceivedMail[];
  /** From now on every mail is refused with this text; null accepts them again. */
  refuse(words: string | null): void;
  close(): Promise<void>;
}

const PASSWORD = 'mail-password';

export async function startMailServer(): Promise<MailServer> {
  const mails: ReceivedMail[] = [];
  let refusal: string | null = null;
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    onAuth({ username, password }, _session, done) {
      if (password === PASSWORD) done(null, { user: username });
      else done(new Error('wrong password'));
    },
    async onData(stream, { envelope }, done) {
      const source = await text(stream);
      if (refusal !== null) return done(new Error(refusal));
      const from = envelope.mailFrom ? envelope.mailFrom.address : '';
      const to = envelope.rcptTo.map(({ address }) => address);
      mails.push({ from, to, source, text: wordsOf(source) });
      done();
    },
  });
  server.on('error', () => {});
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://ledgerless:${PASSWORD}@127.0.0.1:${port}`,
    mails,
    refuse(words) {
      refusal = words;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** The body, decoded where it is quoted-printable (RFC 2045, 6.7). */
function wordsOf(source: string): string {
  const [head = '', ...body] = source.split('\r\n\r\n');
  const words = body.join('\r\n\r\n');
  if (!/^content-transfer-encoding: quoted-printable$/im.test(head)) return words;
  return words
    .replaceAll('=\r\n', '')
    .replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
}
