import { randomUUID } from 'node:crypto';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createUsers, UsersUnavailableError } from '../../src/users/users.ts';
import { hasPostgres, startPostgres } from '../support/postgres.ts';
import { scaled } from '../support/time-limits.ts';

describe.skipIf(!hasPostgres)('a database that hangs', () => {
  const nobody = () => ({ id: randomUUID(), signOuts: 0 });

  it('is waited for five seconds', async () => {
    const postgres = await startPostgres();
    onTestFinished(() => postgres.close());
    const users = createUsers({ databaseUrl: postgres.url, onFailure: () => {} });
    expect(await users.find(nobody())).toBeNull();
    postgres.freeze();
    const start = performance.now();
    await expect(users.find(nobody())).rejects.toBeInstanceOf(UsersUnavailableError);
    expect(performance.now() - start).toBeLessThan(5_000 + scaled(1_000));
    postgres.thaw();
    await users.close();
  });
});
