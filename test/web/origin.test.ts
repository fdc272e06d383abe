import { describe, expect, it } from 'vitest';
import { ownOrigin } from '../../src/web/origin.ts';

describe('our own origin', () => {
  const configured = ownOrigin({ publicUrl: new URL('https://ledgerless.example/path'), isLocal: false });
  const local = ownOrigin({ publicUrl: new URL('http://localhost:3000'), isLocal: true });

  it.each(['evil.example', 'localhost:3000', '127.0.0.1', undefined])(
    'is the configured one, whatever the Host header: %s',
    (host) => {
      expect(configured(host)).toBe('https://ledgerless.example');
    },
  );

  it.each(['localhost', 'localhost:3000', 'localhost:41234', '127.0.0.1:80', '[::1]:3000'])(
    'is the Host header while none is configured and it names this machine: %s',
    (host) => {
      expect(local(host)).toBe(`http://${host}`);
    },
  );

  it.each([
    'evil.example',
    'localhost.evil.example',
    'evil.example#localhost',
    'user@localhost',
    'localhost:3000/path',
    'localhost:123456',
    'localhost:',
    'LOCALHOST',
    '127.0.0.10',
    '127.0.0.1.nip.io',
    '192.168.0.2:3000',
    '[::2]',
    'a\nlocalhost',
    '',
    undefined,
  ])('is never a Host header that may name another machine: %j', (host) => {
    expect(local(host)).toBe('http://localhost:3000');
  });
});
