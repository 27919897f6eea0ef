import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ControlStore } from '../control.js';
import type { ProductHealthError, ProductHealthRow } from '../product-health.js';
import type { OpenedControlStore } from './control.js';

const ALICE = '111122223333';
const BOB = '444455556666';
const REGION = 'eu-west-1';

const at = (second: number): string => new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString();

const row = (changes: Partial<ProductHealthRow> = {}): ProductHealthRow => ({
  ...{ account: ALICE, region: REGION, company: 'acme', product: 'scanner' },
  ...{ created: 0, updated: 0, ignored: 0, refused: 0 },
  ...{ firstAttempt: at(0), lastAttempt: at(0), firstImport: null, lastImport: null },
  errors: [],
  ...changes,
});

const error = (kind: string, changes: Partial<ProductHealthError> = {}): ProductHealthError => ({
  kind,
  code: 'InvalidInput',
  count: 1,
  lastSeen: at(0),
  findingId: `finding of ${kind}`,
  message: `é'"\n${kind}`,
  ...changes,
});

/** What every engine's control store must do with the health of products. `open` gives an empty store; each test has its own. */
export function productHealthContract(name: string, open: () => Promise<OpenedControlStore>): void {
  describe(`product health: ${name}`, () => {
    let opened: OpenedControlStore;
    let store: ControlStore;
    beforeEach(async () => {
      opened = await open();
      store = opened.store;
    });
    afterEach(() => opened.close());

    const add = (...rows: ProductHealthRow[]) => store.addProductHealth(rows, 9);
    const list = () => store.listProductHealth(ALICE, REGION);

    test('comes back as it was added', async () => {
      const whole = row({
        ...{ created: 1, updated: 2, ignored: 3, refused: 4 },
        ...{ firstAttempt: at(1), lastAttempt: at(4), firstImport: at(2), lastImport: at(3) },
        errors: [error('a', { count: 3 }), error('b')],
      });
      await add(whole);
      expect(await list()).toEqual([whole]);
    });

    test('of nothing is nothing', async () => {
      await add();
      expect(await list()).toEqual([]);
    });

    test('is of one account and Region, in the order of names', async () => {
      const places = [{ product: 'b' }, { company: 'Zeta' }, { product: 'a' }, { company: '', product: '' }];
      await add(
        ...places.map((place) => row(place)),
        row({ account: BOB, created: 5 }),
        row({ region: 'us-east-1', errors: [error('elsewhere')] }),
      );
      const names = (await list()).map(({ company, product }) => `${company}/${product}`);
      expect(names).toEqual(['/', 'Zeta/scanner', 'acme/a', 'acme/b']);
      expect(await store.listProductHealth(BOB, REGION)).toEqual([row({ account: BOB, created: 5 })]);
    });

    test('counts add up beyond 32 bits', async () => {
      await add(row({ ignored: 2 ** 31, errors: [error('a', { count: 2 ** 32 })] }));
      await add(row({ ignored: 2 ** 31, errors: [error('a', { count: 2 ** 32 })] }));
      expect(await list()).toMatchObject([{ ignored: 2 ** 32, errors: [{ count: 2 ** 33 }] }]);
    });

    test('an error keeps the example that was seen last, whoever comes last', async () => {
      const seen = (second: number) => error('a', { lastSeen: at(second), findingId: `at ${second}` });
      await add(row({ errors: [seen(5)] }));
      await add(row({ errors: [seen(7)] }));
      await add(row({ errors: [seen(6)] }));
      expect((await list())[0]?.errors).toEqual([{ ...seen(7), count: 3 }]);
    });

    test('errors are in the order of their counts', async () => {
      await add(row({ errors: [error('a'), error('b', { count: 5 }), error('c', { lastSeen: at(1) })] }));
      await add(row({ errors: [error('d', { count: 3 })] }));
      expect((await list())[0]?.errors.map(({ kind }) => kind)).toEqual(['b', 'd', 'c', 'a']);
    });

    test('of too many kinds of errors, those seen last stay, and other products keep theirs', async () => {
      const kinds = (from: number, to: number): ProductHealthError[] =>
        Array.from({ length: to - from }, (_, n) => error(`${from + n}`, { lastSeen: at(from + n) }));
      await store.addProductHealth([row({ errors: kinds(0, 8) }), row({ product: 'other' })], 3);
      const kept = async () => (await list())[1]?.errors.map(({ kind }) => kind).sort();
      expect(await kept()).toEqual(['5', '6', '7']);
      await store.addProductHealth([row({ errors: kinds(8, 10) })], 3);
      expect(await kept()).toEqual(['7', '8', '9']);
      await store.addProductHealth([row({ product: 'other', errors: kinds(90, 93) })], 3);
      expect(await kept()).toEqual(['7', '8', '9']);
    });

    test('of too many kinds of errors of many products, each keeps its own newest', async () => {
      const kinds = ['x', 'y', 'z'].map((kind, n) => error(kind, { lastSeen: at(n) }));
      const rows = Array.from({ length: 250 }, (_, n) => row({ product: `p${n}`, errors: kinds }));
      await store.addProductHealth([...rows, row({ account: BOB, product: 'p0', errors: kinds })], 2);
      const kept = [...(await list()), ...(await store.listProductHealth(BOB, REGION))];
      expect(kept).toHaveLength(251);
      expect(kept.map(({ errors }) => errors.map(({ kind }) => kind))).toEqual(kept.map(() => ['z', 'y']));
    });

    test('many products and errors are added at once', async () => {
      const rows = Array.from({ length: 700 }, (_, n) => row({ product: `p${n}`, errors: [error('a')] }));
      await add(...rows);
      await add(...rows);
      const found = await list();
      expect(found).toHaveLength(700);
      expect(found.every(({ errors: [only] }) => only?.count === 2)).toBe(true);
    });

    test('sums up whatever is added, by however many at once', async () => {
      const count = fc.nat(1000);
      const time = fc.option(fc.nat(59).map(at), { nil: null });
      const addition = fc.record({ created: count, updated: count, ignored: count, refused: count });
      const times = fc.record({ firstAttempt: time, lastAttempt: time, firstImport: time, lastImport: time });
      let product = 0;
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.tuple(addition, times), { minLength: 1, maxLength: 8 }),
          async (added) => {
            const name = `p${product++}`;
            const rows = added.map(([counts, seen]) => row({ product: name, ...counts, ...seen }));
            await Promise.all(rows.map((one) => add(one)));
            const [found] = (await list()).filter((one) => one.product === name);
            const sum = (of: (one: ProductHealthRow) => number) =>
              rows.reduce((all, one) => all + of(one), 0);
            const sorted = (of: (one: ProductHealthRow) => string | null) =>
              rows.flatMap((one) => of(one) ?? []).sort();
            expect(found).toEqual(
              row({
                product: name,
                created: sum((one) => one.created),
                updated: sum((one) => one.updated),
                ignored: sum((one) => one.ignored),
                refused: sum((one) => one.refused),
                firstAttempt: sorted((one) => one.firstAttempt)[0] ?? null,
                lastAttempt: sorted((one) => one.lastAttempt).at(-1) ?? null,
                firstImport: sorted((one) => one.firstImport)[0] ?? null,
                lastImport: sorted((one) => one.lastImport).at(-1) ?? null,
              }),
            );
          },
        ),
        { numRuns: 30 },
      );
    });

    test('stays when the hub is disabled', async () => {
      await add(row({ created: 1 }));
      await store.deleteHub(ALICE, REGION);
      expect(await list()).toHaveLength(1);
    });
  });
}
