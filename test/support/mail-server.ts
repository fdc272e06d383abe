/** A real mail server, by SMTP on a free port, that keeps what it is given. */

import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';

export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  /** Headers and all, as it came over the wire. */
  readonly source: string;
  /** The words alone. */
  readonly text: string;
}

export interface MailServer {
  /** With the name and password that it asks for. */
  readonly url: string;
  readonly mails: ReceivedMail[];
  /** From now on every e-mail is refused in these words; null takes them again. */
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

/** The body, out of quoted-printable where it is in it (RFC 2045, 6.7). */
function wordsOf(source: string): string {
  const [head = '', ...body] = source.split('\r\n\r\n');
  const words = body.join('\r\n\r\n');
  if (!/^content-transfer-encoding: quoted-printable$/im.test(head)) return words;
  return words
    .replaceAll('=\r\n', '')
    .replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
}
