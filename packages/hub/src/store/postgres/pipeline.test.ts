import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { createDatabase, describePostgres, type TestDatabase } from '../../testing/postgres/database.js';
import { textArray } from './arrays.js';
import { connectDatabase } from './connect.js';
import type { Database } from './database.js';
import { isDuplicate } from './failures.js';
import type { WriteStatement } from './pipeline.js';

const insert = (...names: readonly string[]): WriteStatement => ({
  name: 'insert names',
  text: 'INSERT INTO names (name, length) SELECT u.name, $2::int FROM unnest($1::text[]) AS u (name)',
  values: [textArray(names), names.length],
});
const broken: WriteStatement = {
  name: 'divide',
  text: 'INSERT INTO names SELECT 1 / $1::int',
  values: ['0'],
};

describePostgres(() => {
  let home: TestDatabase;
  let database: Database;
  beforeAll(async () => {
    home = await createDatabase();
    await home.query('CREATE TABLE names (name text PRIMARY KEY, length int)');
  });
  afterAll(() => home.drop());
  beforeEach(() => home.query('DELETE FROM names'));
  afterEach(() => database.close());

  const connect = async (parameters = '') => {
    database = await connectDatabase(`${home.url}&pool_max=1${parameters}`);
  };

  const all = async () =>
    (await home.query('SELECT name FROM names ORDER BY name COLLATE "C"')).map(({ name }) => name);
  const complete = (...statements: readonly WriteStatement[]) =>
    database.use(async (session) => {
      try {
        await session.complete(statements);
      } catch (error) {
        await session.rollback();
        throw error;
      }
    });

  // Poolers give transactions to connections that do not know the names of statements.
  for (const prepare of [true, false]) {
    const named = prepare ? 'under their names' : 'without names';
    test(`statements ${named} are one transaction, time and again`, async () => {
      await connect(`&prepare=${prepare}`);
      await complete(insert('a', 'b'), insert('c'));
      await complete(insert('grün', "o'", '\u{1F600}'));
      expect(await all()).toEqual(['a', 'b', 'c', 'grün', "o'", '\u{1F600}']);
    });

    test(`of statements ${named}, none is done if one fails, and all can be done again`, async () => {
      await connect(`&prepare=${prepare}`);
      for (let attempt = 0; attempt < 2; attempt += 1) {
        await expect(complete(insert('a'), broken, insert('b'))).rejects.toThrow(/division by zero/);
        expect(await all()).toEqual([]);
      }
      await complete(insert('a'));
      const again = complete(insert('b'), insert('a'));
      await expect(again).rejects.toSatisfy((error) => isDuplicate(error, 'names'));
      expect(await all()).toEqual(['a']);
    });
  }

  test('statements can end a transaction that began before, with what it did', async () => {
    await connect();
    await database.use(async (session) => {
      await session.begin();
      await session.query(insert('before'));
      await session.complete([insert('behind')]);
    });
    const failed = database.use(async (session) => {
      await session.begin();
      await session.query(insert('another'));
      await session.complete([broken]);
    });
    await expect(failed).rejects.toThrow(/division by zero/);
    expect(await all()).toEqual(['before', 'behind']);
  });

  test('larger ones than a buffer that was used before arrive whole, and so do smaller ones', async () => {
    await connect();
    const length = async () => (await home.query('SELECT sum(length(name)) AS sum FROM names'))[0]?.sum;
    let sum = 0;
    for (const size of [10, 300_000, 50, 2_000_000, 1_000]) {
      await complete({
        text: 'INSERT INTO names VALUES (repeat(md5($1), 3) || length($1), length($1))',
        values: ['x'.repeat(size)],
      });
      sum += 96 + String(size).length;
    }
    expect(Number(await length())).toBe(sum);
  });

  test('the time that a statement may take is limited', async () => {
    await connect('&statement_timeout=300ms');
    const slow = { text: "INSERT INTO names SELECT 'late' FROM pg_sleep(20)" };
    await expect(complete(insert('a'), slow)).rejects.toThrow(/statement timeout/);
    expect(await all()).toEqual([]);
    await complete(insert('a'));
  });
});
