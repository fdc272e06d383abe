/** Sends plain-text e-mails by SMTP. */

import { createTransport } from 'nodemailer';
import { isThisMachine } from '../web/origin.ts';

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

export interface Mailer {
  /** Resolves when the server has taken the e-mail, else rejects with a MailError. */
  send(mail: Mail): Promise<void>;
  /** Signs in to the server and sends nothing: null where that works, else the code of why not. */
  try(): Promise<string | null>;
  close(): void;
}

/** The mail server did not take it. Says why by a code alone: its own words can quote the address. */
export class MailError extends Error {
  readonly code: string;

  constructor(code: string) {
    super(`mail: ${code}`);
    this.code = code;
  }
}

const CONNECT_WITHIN_MS = 5000;
const ANSWER_WITHIN_MS = 10_000;

/** A mailer that opens a connection for each e-mail. Options in the address (`?requireTLS=false`) win over ours. */
export function createMailer({ smtpUrl, from }: { smtpUrl: string; from: string }): Mailer {
  const transport = createTransport({
    url: smtpUrl,
    // Whoever stands between could take STARTTLS out of the greeting, and read the links.
    requireTLS: !isThisMachine(new URL(smtpUrl).hostname),
    connectionTimeout: CONNECT_WITHIN_MS,
    greetingTimeout: CONNECT_WITHIN_MS,
    socketTimeout: ANSWER_WITHIN_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });

  return {
    async send({ to, subject, text }) {
      try {
        await transport.sendMail({ from, to: { name: '', address: to }, subject, text });
      } catch (error) {
        throw new MailError(codeOf(error));
      }
    },
    async try() {
      try {
        await transport.verify();
        return null;
      } catch (error) {
        return codeOf(error);
      }
    },
    close: () => transport.close(),
  };
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'UNKNOWN';
}
