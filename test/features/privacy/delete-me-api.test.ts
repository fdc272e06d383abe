import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type AccountsHouse, openAccountsHouse } from '../../support/accounts-house.ts';
import { described } from '../../support/api-document.ts';
import { askToDelete, deleteByApi, withEverything } from '../../support/delete-me.ts';
import { openHouse } from '../../support/house.ts';
import { hasPostgres } from '../../support/postgres.ts';

const PATH = '/api/delete-me';
const ROW = 'Your e-mail address and subscription';

describe.skipIf(!hasPostgres)('deleting everything by the API', () => {
  let house: AccountsHouse;
  beforeAll(async () => {
    house = await openAccountsHouse();
  }, 60_000);
  afterAll(() => house.close());
  afterEach(() => control().reset());

  const control = () => house.emulator.control;

  it('does what the page does, and its receipt is as described', async () => {
    const { visitor, email } = await withEverything(house);
    const { status, isComplete, receipt } = await deleteByApi(visitor);
    expect([status, isComplete]).toEqual([200, true]);
    expect(receipt[0]).toEqual({
      what: 'Fernhollow Bank',
      where: 'Plaid',
      isDeleted: true,
      wasGone: false,
      at: house.now().toISOString(),
      requestId: expect.any(String),
    });
    expect(receipt.map(({ what }) => what)).toEqual([
      'Fernhollow Bank',
      'Quillfeather Cards',
      ROW,
      'Cookies',
    ]);
    expect([[...visitor.jar.keys()], control().items()]).toEqual([[], []]);
    expect(await house.postgres.dump()).not.toContain(email);
  });

  it('says what is left when Plaid fails for one bank, and is repeated until nothing is', async () => {
    const { visitor } = await withEverything(house);
    const [first] = control().items();
    control().inject({ kind: 'reset' }, { path: '/item/remove', itemId: first?.id ?? '' });
    const half = await deleteByApi(visitor);
    expect([half.status, half.isComplete]).toEqual([503, false]);
    expect(half.receipt.map(({ isDeleted }) => isDeleted)).toEqual([false, true, true, false]);
    expect(visitor.bankCookies).toHaveLength(1);
    control().reset();
    const whole = await deleteByApi(visitor);
    expect(whole).toMatchObject({ status: 200, receipt: [{ wasGone: false }, { wasGone: true }, {}] });
    expect([...visitor.jar.keys()]).toEqual([]);
  });

  it('leaves everyone else alone', async () => {
    const other = await withEverything(house);
    const { visitor } = await withEverything(house);
    await deleteByApi(visitor);
    expect((await other.visitor.get('/account')).page('main').text()).toContain(other.email);
    expect(control().items()).toHaveLength(2);
    await deleteByApi(other.visitor);
  });
});

describe('whoever sends no cookie', () => {
  it('has nothing to be deleted, and is told so', async () => {
    const house = await openHouse();
    expect(await deleteByApi(house.visitor())).toMatchObject({
      status: 200,
      isComplete: true,
      receipt: [{ what: 'Cookies', where: 'This browser', isDeleted: true }],
    });
    await house.close();
  });

  it('is refused without our own origin, as described', async () => {
    const house = await openHouse();
    const visitor = house.visitor();
    for (const headers of [{}, { origin: 'https://evil.example' }, { 'sec-fetch-site': 'same-site' }]) {
      const answer = await askToDelete(visitor, headers);
      expect([answer.status, described(answer, PATH, 'delete')]).toMatchObject([403, { error: 'forbidden' }]);
    }
    expect((await askToDelete(visitor, { origin: house.url })).status).toBe(200);
    await house.close();
  });
});
