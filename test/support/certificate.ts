/** Self-signed certificates. Needs the program openssl. */

import { execFileSync } from 'node:child_process';
import path from 'node:path';

export interface CertificateWish {
  /** Whom it is for; localhost when left out. */
  readonly host?: string;
  /** Its time was over a day ago. */
  readonly isExpired?: boolean;
}

/** Writes one and its key into `folder`. */
export function makeCertificate(
  folder: string,
  { host = 'localhost', isExpired = false }: CertificateWish = {},
): { keyFile: string; certificateFile: string } {
  const name = `${host}${isExpired ? '-expired' : ''}`;
  const [keyFile, requestFile, certificateFile] = ['key', 'request', 'certificate'].map((what) =>
    path.join(folder, `${name}-${what}.pem`),
  ) as [string, string, string];
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const subject = ['-subj', `/CN=${host}`, '-addext', `subjectAltName=DNS:${host}`];
  const request = ['req', '-new', ...curve, ...subject, '-keyout', keyFile, '-out', requestFile];
  const days = ['-days', isExpired ? '-1' : '2', '-copy_extensions', 'copyall'];
  const sign = ['x509', '-req', '-in', requestFile, '-signkey', keyFile, ...days, '-out', certificateFile];
  for (const words of [request, sign]) execFileSync('openssl', words, { stdio: 'ignore' });
  return { keyFile, certificateFile };
}
