/** A self-signed certificate for localhost. Needs the program openssl. */

import { execFileSync } from 'node:child_process';
import path from 'node:path';

/** Writes it and its key into `folder`. */
export function makeCertificate(folder: string): { keyFile: string; certificateFile: string } {
  const keyFile = path.join(folder, 'plaid-key.pem');
  const certificateFile = path.join(folder, 'plaid-certificate.pem');
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const name = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost', '-days', '2'];
  const files = ['-keyout', keyFile, '-out', certificateFile];
  execFileSync('openssl', ['req', '-x509', ...curve, ...name, ...files], { stdio: 'ignore' });
  return { keyFile, certificateFile };
}
