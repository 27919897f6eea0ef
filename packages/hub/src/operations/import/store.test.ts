import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { byId, defaultProduct, finding, identifier, minute } from '../../testing/findings.js';
import { historyOf, REGION, type RunningHub, startTestHub } from '../../testing/hub.js';
import { expectSuccess, imported } from '../../testing/refusal.js';

let hub: RunningHub;
beforeAll(async () => {
  hub = await startTestHub();
});
afterAll(() => hub.close());

const BY_IMPORT = { source: 'BATCH_IMPORT_FINDINGS', identity: defaultProduct() };
const created = { ...BY_IMPORT, created: true, updates: {} };
const updated = (updates: object) => ({ ...BY_IMPORT, created: false, updates });

describe('what an import writes', () => {
  test('a new finding is what was sent and what the service fills in', async () => {
    const sent = finding('new');
    const start = Date.now();
    expectSuccess(await hub.root.importFindings([sent]), imported(1));
    const [stored] = await hub.root.allFindings(byId('new'));
    const { ProcessedAt, ...rest } = stored ?? {};
    expect(rest).toEqual({
      ...sent,
      ProductName: 'Default',
      CompanyName: 'Personal',
      Region: REGION,
      RecordState: 'ACTIVE',
      Workflow: { Status: 'NEW' },
      WorkflowState: 'NEW',
      Severity: { Label: 'LOW', Normalized: 1 },
      FindingProviderFields: { Severity: { Label: 'LOW' }, Types: sent.Types },
      ProductFields: {
        'aws/securityhub/FindingId': `${defaultProduct()}/new`,
        'aws/securityhub/ProductName': 'Default',
        'aws/securityhub/CompanyName': 'Personal',
      },
    });
    expect(Date.parse(String(ProcessedAt))).toBeGreaterThanOrEqual(start);
    expect(await historyOf(hub, 'new')).toEqual([created]);
  });

  test('an update replaces the provider’s part, and the history says what changed', async () => {
    const first = finding('update', { SourceUrl: 'https://one.example', Confidence: 3 });
    await hub.root.importFindings([first]);
    await hub.root.importFindings([
      finding('update', { UpdatedAt: minute(1), CreatedAt: minute(1), Title: 'Another' }),
    ]);
    const [stored] = await hub.root.allFindings(byId('update'));
    expect(stored).toMatchObject({ Title: 'Another', CreatedAt: first.CreatedAt, UpdatedAt: minute(1) });
    expect(stored).not.toHaveProperty('SourceUrl');
    expect(stored).not.toHaveProperty('Confidence');
    const [, line] = await historyOf(hub, 'update');
    expect(line).toEqual(
      updated({
        Title: ['A finding', 'Another'],
        SourceUrl: ['https://one.example', null],
        Confidence: [3, null],
        FindingProviderFields: [
          { Severity: { Label: 'LOW' }, Types: first.Types, Confidence: 3 },
          { Severity: { Label: 'LOW' }, Types: first.Types },
        ],
      }),
    );
  });

  test.each([
    ['equal', '2026-01-01T00:00:00.000Z'],
    ['equal in another notation', '2026-01-01T02:00:00+02:00'],
    ['earlier', '2025-12-31T23:59:59.999999999Z'],
  ])('an update whose time is %s is ignored, and counts as a success', async (what, UpdatedAt) => {
    const id = `ignored ${what}`;
    await hub.root.importFindings([finding(id)]);
    const [before] = await hub.root.allFindings(byId(id));
    expectSuccess(await hub.root.importFindings([finding(id, { UpdatedAt, Title: 'Ignored' })]), imported(1));
    expect(await hub.root.allFindings(byId(id))).toEqual([before]);
    expect(await historyOf(hub, id)).toEqual([created]);
  });

  test('a nanosecond later is later', async () => {
    await hub.root.importFindings([finding('nano', { UpdatedAt: '2026-01-01T00:00:00.000000001Z' })]);
    await hub.root.importFindings([
      finding('nano', { UpdatedAt: '2026-01-01T00:00:00.000000002Z', Title: 'Later' }),
    ]);
    expect(await hub.root.allFindings(byId('nano'))).toMatchObject([{ Title: 'Later' }]);
  });

  test('only what differs is another finding: Id, product, and nothing else of the sender', async () => {
    const other = `arn:aws:securityhub:${REGION}::product/prowler/prowler`;
    await hub.root.call('POST', '/productSubscriptions', { ProductArn: other });
    await hub.root.importFindings([finding('same'), finding('same', { ProductArn: other })]);
    expect((await hub.root.allFindings(byId('same'))).map(({ ProductArn }) => ProductArn).sort()).toEqual(
      [defaultProduct(), other].sort(),
    );
  });
});

describe('the same Id twice in a batch', () => {
  test('applies in order, and both leave their line', async () => {
    const batch = [
      finding('twice', { Title: 'First' }),
      finding('other'),
      finding('twice', { Title: 'Second', UpdatedAt: minute(1) }),
    ];
    expectSuccess(await hub.root.importFindings(batch), imported(3));
    expect(await hub.root.allFindings(byId('twice'))).toMatchObject([{ Title: 'Second' }]);
    expect(await historyOf(hub, 'twice')).toEqual([created, updated({ Title: ['First', 'Second'] })]);
  });

  test('an older second one is ignored', async () => {
    const batch = [
      finding('twice-older', { Title: 'First', UpdatedAt: minute(1) }),
      finding('twice-older', { Title: 'Second', UpdatedAt: minute(0) }),
    ];
    expectSuccess(await hub.root.importFindings(batch), imported(2));
    expect(await hub.root.allFindings(byId('twice-older'))).toMatchObject([{ Title: 'First' }]);
    expect(await historyOf(hub, 'twice-older')).toEqual([created]);
  });

  test('a hundred times', async () => {
    const batch = Array.from({ length: 100 }, (_, n) =>
      finding('hundred', { Title: `Title ${n}`, UpdatedAt: minute(n) }),
    );
    expectSuccess(await hub.root.importFindings(batch), imported(100));
    const again = batch.map((sent, n) => ({ ...sent, Title: `Again ${n}`, UpdatedAt: minute(100 + n) }));
    expectSuccess(await hub.root.importFindings(again), imported(100));
    const history = await historyOf(hub, 'hundred');
    expect(history).toHaveLength(200);
    expect(history[0]).toEqual(created);
    // Every line goes on where the one before ended.
    const titles = history.slice(1).map(({ updates }) => updates.Title);
    expect(titles.slice(1).map((pair) => pair?.[0])).toEqual(titles.slice(0, -1).map((pair) => pair?.[1]));
    expect(titles.at(-1)).toEqual(['Again 98', 'Again 99']);
  });

  test('one of them broken, the others stand', async () => {
    const batch = [
      finding('twice-broken', { Title: 'First' }),
      finding('twice-broken', { Title: '', UpdatedAt: minute(1) }),
      finding('twice-broken', { Title: 'Third', UpdatedAt: minute(2) }),
    ];
    expect(await hub.root.importFindings(batch)).toMatchObject({ json: { FailedCount: 1, SuccessCount: 2 } });
    expect(await hub.root.allFindings(byId('twice-broken'))).toMatchObject([{ Title: 'Third' }]);
  });
});

test('many at once on the same findings, and customers in between: nothing is lost', async () => {
  const ids = Array.from({ length: 12 }, (_, n) => `race-${n}`);
  const batch = (version: number) =>
    ids.map((id) => finding(id, { Title: `Version ${version}`, UpdatedAt: minute(version) }));
  await hub.root.importFindings(batch(0));
  const FindingIdentifiers = ids.map((id) => identifier(id));
  const decisions = [
    { Confidence: 11 },
    { Criticality: 22 },
    { VerificationState: 'TRUE_POSITIVE' },
    { Workflow: { Status: 'SUPPRESSED' } },
    { UserDefinedFields: { owner: 'blue' } },
    { Note: { Text: 'seen', UpdatedBy: 'me' } },
  ];
  const versions = Array.from({ length: 18 }, (_, n) => n + 1);
  const calls = [
    ...versions.map(async (version) => {
      expectSuccess(await hub.root.importFindings(batch(version)), imported(ids.length));
    }),
    ...decisions.map(async (decision) => {
      const answer = await hub.root.updateFindings({ FindingIdentifiers, ...decision });
      expect(answer).toMatchObject({ status: 200, json: { UnprocessedFindings: [] } });
    }),
  ];
  await Promise.all(calls);

  const stored = await hub.root.allFindings(byId('race-', 'PREFIX'));
  expect(stored).toHaveLength(ids.length);
  for (const one of stored) {
    expect(one).toMatchObject({
      Title: 'Version 18',
      UpdatedAt: minute(18),
      Confidence: 11,
      Criticality: 22,
    });
    expect(one).toMatchObject({ VerificationState: 'TRUE_POSITIVE', Workflow: { Status: 'SUPPRESSED' } });
    expect(one).toMatchObject({
      UserDefinedFields: { owner: 'blue' },
      Note: { Text: 'seen', UpdatedBy: 'me' },
    });
  }
  for (const id of ids) {
    const history = await historyOf(hub, id);
    expect(history.filter((line) => line.created)).toHaveLength(1);
    expect(history.filter(({ source }) => source === 'BATCH_UPDATE_FINDINGS')).toHaveLength(decisions.length);
    const titles = history.flatMap(({ updates }) => (updates.Title === undefined ? [] : [updates.Title]));
    expect(titles[0]?.[0]).toBe('Version 0');
    expect(titles.slice(1).map(([before]) => before)).toEqual(titles.slice(0, -1).map(([, after]) => after));
    expect(titles.at(-1)?.[1]).toBe('Version 18');
  }
});
