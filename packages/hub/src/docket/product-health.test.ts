import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ImportReport, ProductImport } from '../operations/import/report.js';
import type { ControlStore } from '../store/control.js';
import { openTestControl } from '../testing/control.js';
import { ProductHealth } from './product-health.js';

const ACCOUNT = '111122223333';
const REGION = 'eu-west-1';
const SCANNER = `arn:aws:securityhub:${REGION}::product/acme/scanner`;
const NEVER = 3_600_000;
const PATIENT = { timeout: 30_000 };

let control: ControlStore;
let closeStore: () => Promise<void>;
const log = pino({ level: 'silent' });

beforeEach(async () => {
  const opened = await openTestControl();
  control = opened.store;
  closeStore = opened.close;
  await enable(ACCOUNT);
  await control.createProduct({
    ...{ ownerAccount: '', company: 'acme', product: 'scanner', companyName: 'Acme', productName: 'Scanner' },
    ...{ description: '', categories: [], allowedAccounts: [], createdAt: '' },
  });
});
afterEach(() => closeStore());

const enable = (account: string) =>
  control.createHub({
    ...{ account, region: REGION, subscribedAt: '', autoEnableControls: true, controlFindingGenerator: '' },
  });

const sent = (changes: Partial<ProductImport> = {}): ProductImport => ({
  ...{ account: ACCOUNT, productArn: SCANNER, created: 0, updated: 0, ignored: 0, refused: [] },
  ...changes,
});

const report = (...products: ProductImport[]): ImportReport => ({
  ...{ region: REGION, time: new Date('2026-01-02T03:04:05.678Z'), products },
});

const refusal = (findingId: string, message = 'Finding size exceeded 240 KB') => ({
  ...{ findingId, code: 'InvalidInput', message, violations: [] },
});

const stored = (account = ACCOUNT) => control.listProductHealth(account, REGION);

test('what was counted is in the store a moment later, without anybody asking', async () => {
  const health = new ProductHealth(control, log, 5);
  health.imported(report(sent({ created: 2, updated: 1 })));
  expect(await stored()).toEqual([]);
  await expect
    .poll(stored, PATIENT)
    .toMatchObject([{ company: 'acme', product: 'scanner', created: 2, updated: 1 }]);
  health.imported(report(sent({ ignored: 4 })));
  await expect.poll(stored, PATIENT).toMatchObject([{ created: 2, updated: 1, ignored: 4 }]);
  await health.close();
});

test('closing adds what is left', async () => {
  const health = new ProductHealth(control, log, NEVER);
  health.imported(report(sent({ created: 1, refused: [refusal('a')] })));
  health.imported(report(sent({ refused: [refusal('b')] })));
  await health.close();
  expect(await stored()).toEqual([
    {
      ...{ account: ACCOUNT, region: REGION, company: 'acme', product: 'scanner' },
      ...{ created: 1, updated: 0, ignored: 0, refused: 2 },
      ...{ firstAttempt: '2026-01-02T03:04:05.678Z', lastAttempt: '2026-01-02T03:04:05.678Z' },
      ...{ firstImport: '2026-01-02T03:04:05.678Z', lastImport: '2026-01-02T03:04:05.678Z' },
      errors: [
        {
          ...{ kind: 'Finding size exceeded 240 KB', code: 'InvalidInput', count: 2 },
          ...{
            lastSeen: '2026-01-02T03:04:05.678Z',
            findingId: 'b',
            message: 'Finding size exceeded 240 KB',
          },
        },
      ],
    },
  ]);
});

test('a send of which nothing was taken is an attempt and no import', async () => {
  const health = new ProductHealth(control, log, NEVER);
  health.imported(report(sent({ refused: [refusal('a')] })));
  await health.flush();
  expect(await stored()).toMatchObject([
    { lastAttempt: expect.any(String), firstImport: null, lastImport: null },
  ]);
  health.imported(report(sent({ ignored: 1 })));
  await health.flush();
  expect(await stored()).toMatchObject([{ lastImport: expect.any(String) }]);
});

test('hubs that share a database add up', async () => {
  const hubs = [1, 2, 3].map(() => new ProductHealth(control, log, 1));
  for (let round = 0; round < 20; round += 1) {
    for (const hub of hubs) hub.imported(report(sent({ created: 1, refused: [refusal('a')] })));
    await sleep(1);
  }
  await Promise.all(hubs.map((hub) => hub.close()));
  expect(await stored()).toMatchObject([{ created: 60, refused: 60, errors: [{ count: 60 }] }]);
});

test('what the store does not take is added later, once', async () => {
  let failures = 2;
  const store = {
    ...control,
    addProductHealth: async (...args: Parameters<ControlStore['addProductHealth']>) => {
      if (failures-- > 0) throw new Error('the disk is full');
      return control.addProductHealth(...args);
    },
  };
  const health = new ProductHealth(store, log, 1);
  health.imported(report(sent({ created: 1, refused: [refusal('a')] })));
  await health.flush();
  health.imported(report(sent({ created: 1 })));
  await expect.poll(stored, PATIENT).toMatchObject([{ created: 2, refused: 1, errors: [{ count: 1 }] }]);
  await health.close();
  expect(await stored()).toMatchObject([{ created: 2, refused: 1 }]);
});

test('names that nobody knows share a row, so that no caller can fill the store', async () => {
  const health = new ProductHealth(control, log, NEVER);
  for (let n = 0; n < 300; n += 1) {
    const productArn = `arn:aws:securityhub:${REGION}::product/company${n}/product`;
    health.imported(report(sent({ productArn, refused: [refusal(`${n}`)] })));
  }
  for (const productArn of [undefined, 'nonsense', '']) {
    health.imported(report(sent({ productArn, refused: [refusal('x')] })));
  }
  await health.flush();
  expect(await stored()).toMatchObject([
    { company: '', product: '', refused: 303, errors: [{ count: 303 }] },
  ]);
});

test('the default product is known by the account, and only its own', async () => {
  const other = '444455556666';
  const health = new ProductHealth(control, log, NEVER);
  for (const owner of [ACCOUNT, other]) {
    const productArn = `arn:aws:securityhub:${REGION}:${owner}:product/${owner}/default`;
    health.imported(report(sent({ productArn, refused: [refusal('a')] })));
  }
  await health.flush();
  expect((await stored()).map(({ company }) => company)).toEqual(['', ACCOUNT]);
});

test('where there is no hub, nothing is kept', async () => {
  const health = new ProductHealth(control, log, NEVER);
  health.imported(report(sent({ account: '444455556666', refused: [refusal('a')] })));
  health.imported({ ...report(sent({ refused: [refusal('a')] })), region: 'mars-north-1' });
  await health.flush();
  expect(await stored('444455556666')).toEqual([]);
  expect(await control.listProductHealth(ACCOUNT, 'mars-north-1')).toEqual([]);
});

test('of many kinds of errors, fifty are kept, and every refusal is counted', async () => {
  const health = new ProductHealth(control, log, NEVER);
  for (let round = 0; round < 3; round += 1) {
    const refused = Array.from({ length: 80 }, (_, n) => refusal(`${n}`, `message ${round} ${n}`));
    health.imported({ ...report(sent({ refused })), time: new Date(Date.UTC(2026, 0, 1, 0, round)) });
    await health.flush();
  }
  const [row] = await stored();
  expect(row?.refused).toBe(240);
  expect(row?.errors).toHaveLength(50);
  expect(row?.errors.every(({ kind }) => kind.startsWith('message 2'))).toBe(true);
});

test('more products at once than there is room for are not counted, and the log says so', async () => {
  const lines: string[] = [];
  const noisy = pino({ level: 'warn' }, { write: (line: string) => lines.push(line) });
  const health = new ProductHealth(control, noisy, NEVER);
  for (let n = 0; n < 10_003; n += 1) {
    health.imported(report(sent({ account: `${n}`, refused: [refusal('a')] })));
  }
  await health.flush();
  expect(lines.join('')).toContain('"findings":3');
});
