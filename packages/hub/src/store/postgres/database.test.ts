import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { createDatabase, describePostgres, type TestDatabase } from '../../testing/postgres/database.js';
import { connectDatabase } from './connect.js';
import type { Database } from './database.js';
import { withRetry } from './retry.js';
import type { Session } from './session.js';

describePostgres(() => {
  let home: TestDatabase;
  let database: Database;
  beforeAll(async () => {
    home = await createDatabase();
    await home.query('CREATE TABLE counters (name text PRIMARY KEY, count int NOT NULL)');
  });
  afterAll(() => home.drop());
  beforeEach(async () => {
    await home.query("DELETE FROM counters; INSERT INTO counters VALUES ('a', 0), ('b', 0)");
    database = await connectDatabase(`${home.url}&pool_max=2&statement_timeout=500ms`);
  });
  afterEach(() => database.close());

  const add = (session: Session, name: string) =>
    session.query({ text: 'UPDATE counters SET count = count + 1 WHERE name = $1', values: [name] });
  const counts = async () =>
    (await home.query('SELECT count FROM counters ORDER BY name')).map(({ count }) => count);
  const show = async (session: Session, name: string) =>
    (await session.query<{ value: string }>({ text: `SELECT current_setting('${name}') AS value` })).rows[0]
      ?.value;

  test('a transaction is whole or not at all', async () => {
    await database.transaction(async (session) => {
      await add(session, 'a');
      await add(session, 'b');
    });
    const failed = database.transaction(async (session) => {
      await add(session, 'a');
      throw new Error('changed my mind');
    });
    await expect(failed).rejects.toThrow('changed my mind');
    expect(await counts()).toEqual([1, 1]);
  });

  test('a transaction of which a statement failed is not taken for committed', async () => {
    const failed = database.transaction(async (session) => {
      await add(session, 'a');
      await session.query({ text: 'SELECT 1 / 0' }).catch(() => undefined);
    });
    await expect(failed).rejects.toThrow(/answered COMMIT with ROLLBACK/);
    expect(await counts()).toEqual([0, 0]);
  });

  test('a transaction that does not begin leaves nothing behind on its connection', async () => {
    const one = await connectDatabase(`${home.url}&pool_max=1`);
    const work = (session: Session) => add(session, 'a');
    await expect(one.transaction(work, { no_such_setting: 1 })).rejects.toThrow(/no_such_setting/);
    await one.transaction(work);
    await one.close();
    expect(await counts()).toEqual([1, 0]);
  });

  test('a snapshot leaves nothing behind on its connection, however it ends', async () => {
    const one = await connectDatabase(`${home.url}&pool_max=1`);
    const isolation = (session: Session) => show(session, 'transaction_isolation');
    const snapshot = <Result>(work: (session: Session) => Promise<Result>, settings = {}) =>
      one.transaction(work, settings, 'snapshot');
    for (let attempt = 0; attempt < 2; attempt += 1) {
      expect(await snapshot(isolation)).toBe('repeatable read');
      expect(await one.use(isolation)).toBe('read committed');
      await expect(snapshot(isolation, { no_such_setting: 1 })).rejects.toThrow(/no_such_setting/);
      expect(await one.use(isolation)).toBe('read committed');
      const failed = snapshot(async (session) => {
        await isolation(session);
        throw new Error('changed my mind');
      });
      await expect(failed).rejects.toThrow('changed my mind');
      expect(await one.use(isolation)).toBe('read committed');
    }
    await one.close();
  });

  test('a snapshot is of one moment, and is not written to', async () => {
    const count = async (session: Session) =>
      (await session.rows<[number]>({ text: "SELECT count FROM counters WHERE name = 'a'" })).rows[0]?.[0];
    const seen = await database.transaction(
      async (session) => {
        const before = await count(session);
        await database.use((other) => add(other, 'a'));
        return [before, await count(session)];
      },
      {},
      'snapshot',
    );
    expect(seen).toEqual([0, 0]);
    expect(await counts()).toEqual([1, 0]);
    const writing = database.transaction((session) => add(session, 'a'), {}, 'snapshot');
    await expect(writing).rejects.toThrow();
  });

  test('time limits hold inside a transaction, and nothing of it stays on the connection', async () => {
    const limits = ['statement_timeout', 'idle_in_transaction_session_timeout'];
    const all = (session: Session) =>
      limits.reduce(
        async (before, name) => [...(await before), await show(session, name)],
        Promise.resolve<unknown[]>([]),
      );
    expect(await database.transaction(all)).toEqual(['500ms', '10s']);
    const after = await Promise.all([database.use(all), database.use(all)]);
    expect(after).toEqual([
      ['0', '0'],
      ['0', '0'],
    ]);
  });

  test('a statement that takes too long is ended, and its client told to come back', async () => {
    const slow = () => database.transaction((session) => session.query({ text: 'SELECT pg_sleep(20)' }));
    await expect(withRetry(slow)).rejects.toMatchObject({
      status: 503,
      message: expect.stringMatching(/too long/),
    });
  });

  test('rows come as objects or arrays, prepared under a name only where that makes sense', async () => {
    const statement = { text: 'SELECT $1::int AS one, $2::text AS two', values: [1, 'x'], name: 'both' };
    const prepared = async (one: Database) =>
      one.transaction(async (session) => {
        expect((await session.query(statement)).rows).toEqual([{ one: 1, two: 'x' }]);
        expect((await session.rows(statement)).rows).toEqual([[1, 'x']]);
        return (await session.query({ text: 'SELECT name FROM pg_prepared_statements' })).rows;
      });
    expect(await prepared(database)).toEqual([{ name: 'both' }]);
    const plain = await connectDatabase(`${home.url}&prepare=false`);
    expect(await prepared(plain)).toEqual([]);
    await plain.close();
  });

  test('transactions that lock each other out are made again until each has come through', async () => {
    const both = (first: string, second: string) => {
      let meet: Promise<unknown> | undefined = new Promise((resolve) => setTimeout(resolve, 50));
      return withRetry(() =>
        database.transaction(async (session) => {
          await add(session, first);
          // The first time, each has its first row before it asks for the other's.
          await meet;
          meet = undefined;
          await add(session, second);
        }),
      );
    };
    const patient = await connectDatabase(`${home.url}&statement_timeout=30s`);
    await database.close();
    database = patient;
    await Promise.all([both('a', 'b'), both('b', 'a')]);
    expect(await counts()).toEqual([2, 2]);
  });

  test('a server that is kept busy is alive', async () => {
    const busy = Array.from({ length: 2 }, () =>
      database.transaction((session) => session.query({ text: 'SELECT pg_sleep(0.4)' })),
    );
    await database.ping();
    await Promise.all(busy);
  });

  test('closing waits for what is under way; then nothing works any more', async () => {
    const other = await connectDatabase(home.url);
    let entered = (): void => undefined;
    const inside = new Promise<void>((resolve) => {
      entered = resolve;
    });
    const work = other.transaction(async (session) => {
      await add(session, 'a');
      entered();
      await add(session, 'b');
    });
    await inside;
    await Promise.all([work, other.close()]);
    expect(await counts()).toEqual([1, 1]);
    await expect(other.ping()).rejects.toThrow(/closed/);
    await expect(other.use((session) => add(session, 'a'))).rejects.toThrow(/closed/);
  });

  test('a server that does not let us write is not one to work with', async () => {
    await database.ping();
    const name = new URL(home.url).pathname.slice(1);
    await home.query(`ALTER DATABASE ${name} SET default_transaction_read_only = on`);
    try {
      const other = await connectDatabase(home.url);
      await expect(other.ping()).rejects.toThrow(/only reads/);
      await other.close();
    } finally {
      await home.query(
        `BEGIN READ WRITE; ALTER DATABASE ${name} RESET default_transaction_read_only; COMMIT`,
      );
    }
  });

  test('a server without a connection to spare lives', async () => {
    const role = `few_${new URL(home.url).pathname.slice(1)}`;
    await home.query(`CREATE ROLE ${role} LOGIN PASSWORD 'few' CONNECTION LIMIT 1`);
    const url = new URL(home.url);
    Object.assign(url, { username: role, password: 'few' });
    const other = await connectDatabase(url.href);
    try {
      await other.use((session) => session.query({ text: 'SELECT 1' }));
      await other.ping();
    } finally {
      await other.close();
      await home.query(`DROP ROLE ${role}`);
    }
  });
});
