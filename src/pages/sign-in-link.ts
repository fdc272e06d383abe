/** The link that signs its reader in: sealed for this alone, for one address, and for the browser that asked for it. */

import type { Sealer } from '../crypto/sealer.ts';
import type { PendingSignIn } from '../http/session.ts';

const BINDING = { purpose: 'sign-in', name: 'link' } as const;

/** The path of the link. */
export function signInPath(sealer: Sealer, { email, nonce, expiresAt }: PendingSignIn): string {
  const content = Buffer.from(JSON.stringify({ email, nonce }));
  return `/sign-in/${sealer.seal(content, new Date(expiresAt), BINDING)}`;
}

/** What the last part of the path says; null for what we never sealed and for what is too old. */
export function openSignIn(sealer: Sealer, sealed: string, now: Date): PendingSignIn | null {
  const opened = sealer.open(sealed, BINDING);
  if (!opened || opened.expiresAt <= now) return null;
  return { ...JSON.parse(opened.content.toString()), expiresAt: opened.expiresAt.getTime() };
}
