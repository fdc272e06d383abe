import { createHash } from 'node:crypto';
import { compactVerify, decodeProtectedHeader, importJWK, type JWK } from 'jose';
import { expect, it } from 'vitest';
import { createSigningKeys, type SigningKeys } from '../../../src/emulator/webhooks/signing-keys.ts';

const AT = new Date('2026-05-20T12:00:00.900Z');
const keysAt = (at = AT) => createSigningKeys(() => at);

function kidOf(token: string): string {
  return String(decodeProtectedHeader(token).kid);
}

async function claimsOf(keys: SigningKeys, token: string) {
  const key = await importJWK(keys.publicKey(kidOf(token)) as JWK, 'ES256');
  const { payload, protectedHeader } = await compactVerify(token, key, { algorithms: ['ES256'] });
  return { claims: JSON.parse(new TextDecoder().decode(payload)), alg: protectedHeader.alg };
}

it('a signature is verified by the key it names, and says when and what was signed', async () => {
  const keys = keysAt();
  const body = '{\n  "a": "é"\n}';
  const sha256 = createHash('sha256').update(body).digest('hex');
  expect(await claimsOf(keys, keys.sign(body, AT))).toEqual({
    alg: 'ES256',
    claims: { iat: 1_779_278_400, request_body_sha256: sha256 },
  });
});

it('a signature with one letter changed is not verified', async () => {
  const keys = keysAt();
  const [head, claims, signature = ''] = keys.sign('{}', AT).split('.');
  const forged = [head, claims, (signature.startsWith('A') ? 'B' : 'A') + signature.slice(1)].join('.');
  await expect(claimsOf(keys, forged)).rejects.toThrow();
});

it('two keys take turns', () => {
  const keys = keysAt();
  const kids = [1, 2, 3, 4].map(() => kidOf(keys.sign('{}', AT)));
  expect(new Set(kids).size).toBe(2);
  expect(kids.slice(2)).toEqual(kids.slice(0, 2));
});

it('rotation ends the oldest key, which is still told, and brings a new one', () => {
  const keys = keysAt();
  const before = [keys.sign('{}', AT), keys.sign('{}', AT)].map(kidOf);
  keys.rotate();
  const after = [keys.sign('{}', AT), keys.sign('{}', AT)].map(kidOf);
  expect(keys.publicKey(before[0] ?? '')).toMatchObject({ kid: before[0], expired_at: 1_779_278_400 });
  expect(after).toContain(before[1]);
  expect(after).not.toContain(before[0]);
  expect(keys.publicKey(before[1] ?? '')).toMatchObject({ expired_at: null, use: 'sig' });
});

it('a key nobody made is refused', () => {
  expect(() => keysAt().publicKey('other')).toThrow(
    expect.objectContaining({ code: 'INVALID_WEBHOOK_VERIFICATION_KEY_ID' }),
  );
});

it('no private half leaves', () => {
  const keys = keysAt();
  expect(keys.publicKey(kidOf(keys.sign('{}', AT)))).not.toHaveProperty('d');
});
