import { paginateGetFindings, SecurityHubClient } from '@aws-sdk/client-securityhub';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { byId, defaultProduct, finding, identifier, minute } from '../testing/findings.js';
import { REGION, ROOT, ROOT_KEY, type RunningHub, startTestHub } from '../testing/hub.js';
import { expectRefusal, expectSuccess, imported } from '../testing/refusal.js';

const PROWLER = `arn:aws:securityhub:${REGION}::product/prowler/prowler`;
const NOT_FROM_BEFORE = 'Invalid NextToken: it must come from the page before, with the same request.';

let hub: RunningHub;
beforeAll(async () => {
  hub = await startTestHub();
  await hub.root.call('POST', '/productSubscriptions', { ProductArn: PROWLER });
});
afterAll(() => hub.close());

/** The Ids of what a filter selects, sorted. */
async function select(Filters: object): Promise<unknown[]> {
  return (await hub.root.allFindings({ Filters })).map(({ Id }) => Id).sort();
}
const is = (Value: string, Comparison = 'EQUALS') => ({ Value, Comparison });
const beginning = (prefix: string) => [is(prefix, 'PREFIX')];

describe('filters', () => {
  const ids = ['f/a', 'f/ab', 'f/b', 'f/A'];
  const all = [...ids].sort();
  beforeAll(async () => {
    const severities = ['LOW', 'HIGH', 'CRITICAL', 'MEDIUM'];
    const batch = ids.map((id, n) =>
      finding(id, { Severity: { Label: severities[n] }, UpdatedAt: minute(60 * n) }),
    );
    const changes = [{}, { RecordState: 'ARCHIVED' }, { ProductName: 'Kestrel' }, { ProductArn: PROWLER }];
    expectSuccess(
      await hub.root.importFindings(batch.map((one, n) => ({ ...one, ...changes[n] }))),
      imported(4),
    );
    await hub.root.updateFindings({
      FindingIdentifiers: [identifier('f/b')],
      Workflow: { Status: 'RESOLVED' },
    });
  });

  test.each([
    ['EQUALS', [is('f/a')], ['f/a']],
    ['EQUALS is the default', [{ Value: 'f/a' }], ['f/a']],
    ['EQUALS is ORed', [is('f/a'), is('f/b'), is('f/none')], ['f/a', 'f/b']],
    ['PREFIX', beginning('f/a'), ['f/a', 'f/ab']],
    ['PREFIX and EQUALS are ORed', [is('f/a', 'PREFIX'), is('f/b')], ['f/a', 'f/ab', 'f/b']],
    ['NOT_EQUALS narrows a PREFIX', [is('f/', 'PREFIX'), is('f/a', 'NOT_EQUALS')], ['f/A', 'f/ab', 'f/b']],
    [
      'NOT_EQUALS is ANDed',
      [is('f/', 'PREFIX'), is('f/a', 'NOT_EQUALS'), is('f/b', 'NOT_EQUALS')],
      ['f/A', 'f/ab'],
    ],
    [
      'PREFIX_NOT_EQUALS narrows a PREFIX',
      [is('f/', 'PREFIX'), is('f/a', 'PREFIX_NOT_EQUALS')],
      ['f/A', 'f/b'],
    ],
    ['a prefix is a text, not a pattern', beginning('f/%'), []],
    ['case counts', beginning('F'), []],
  ])('%s', async (_what, Id, expected) => {
    expect(await select({ Id })).toEqual(expected);
  });

  test('NOT_EQUALS and PREFIX_NOT_EQUALS on their own', async () => {
    expect(await select({ Id: [is('f/a', 'NOT_EQUALS'), is('g', 'PREFIX_NOT_EQUALS')] })).toEqual([
      'f/A',
      'f/ab',
      'f/b',
    ]);
  });

  test.each([
    ['ProductArn', [is(PROWLER)], ['f/A']],
    ['ProductArn', [is(PROWLER, 'NOT_EQUALS')], ['f/a', 'f/ab', 'f/b']],
    ['ProductName', [is('Kestrel'), is('Prowler')], ['f/A', 'f/b']],
    ['ProductName', [is('Def', 'PREFIX')], ['f/a', 'f/ab']],
    ['AwsAccountId', [is(ROOT)], all],
    ['AwsAccountId', [is('210987654321')], []],
    ['Region', [is(REGION)], all],
    ['Region', [is('us-', 'PREFIX')], []],
    ['SeverityLabel', [is('HIGH'), is('CRITICAL')], ['f/ab', 'f/b']],
    ['RecordState', [is('ACTIVE')], ['f/A', 'f/a', 'f/b']],
    ['RecordState', [is('ACTIVE', 'NOT_EQUALS')], ['f/ab']],
    ['WorkflowStatus', [is('RESOLVED')], ['f/b']],
    ['WorkflowStatus', [is('NEW'), is('NOTIFIED')], ['f/A', 'f/a', 'f/ab']],
  ])('%s %j', async (attribute, values, expected) => {
    expect(await select({ Id: beginning('f/'), [attribute]: values })).toEqual(expected);
  });

  test('attributes are ANDed; a list without values asks for nothing', async () => {
    expect(
      await select({ Id: beginning('f/'), RecordState: [is('ACTIVE')], SeverityLabel: [is('HIGH')] }),
    ).toEqual([]);
    expect(await select({ Id: beginning('f/'), RecordState: [], UpdatedAt: [] })).toEqual(all);
    expect(await select({})).toEqual(all);
    expect(await hub.root.allFindings({ Filters: null })).toHaveLength(4);
  });

  test('EQUALS and a negative comparison on one attribute contradict each other', async () => {
    for (const negative of ['NOT_EQUALS', 'PREFIX_NOT_EQUALS']) {
      const answer = await hub.root.getFindings({ Filters: { Id: [is('a'), is('b', negative)] } });
      expectRefusal(
        answer,
        400,
        'InvalidInputException',
        expect.stringMatching(/^Invalid Filters in the input: data\.Id /),
      );
    }
  });

  test.each([
    ['both ends count', { Start: minute(60), End: minute(120) }, ['f/ab', 'f/b']],
    ['from a start on', { Start: minute(61) }, ['f/A', 'f/b']],
    ['to an end', { End: minute(59) }, ['f/a']],
    [
      'in any notation',
      { Start: '2026-01-01T05:00:00+03:00', End: '2026-01-01T02:00:00.000000000Z' },
      ['f/b'],
    ],
    ['within more days than calendars have', { DateRange: { Value: 1e15, Unit: 'DAYS' } }, all],
    [
      'older than more days than calendars have',
      { DateRange: { Value: 1e15, Unit: 'DAYS', Comparison: 'OLDER_THAN' } },
      [],
    ],
  ])('UpdatedAt %s', async (_what, value, expected) => {
    expect(await select({ Id: beginning('f/'), UpdatedAt: [value] })).toEqual(expected);
  });

  test.each([
    [{}, 'data.UpdatedAt[0] should NOT have fewer than 1 properties'],
    [{ DateRange: { Value: -1, Unit: 'DAYS' } }, 'data.UpdatedAt[0].DateRange.Value should be >= 0'],
  ])('UpdatedAt %j is refused', async (value, what) => {
    const answer = await hub.root.getFindings({ Filters: { UpdatedAt: [value] } });
    expectRefusal(answer, 400, 'InvalidInputException', `Invalid Filters in the input: ${what}`);
  });

  test('ranges of time are ORed, and days count from now', async () => {
    const [first, last] = [{ End: minute(0) }, { Start: minute(180) }];
    expect(await select({ Id: beginning('f/'), UpdatedAt: [first, last] })).toEqual(['f/A', 'f/a']);
    const hour = 3_600_000;
    const ago = (hours: number): string => new Date(Date.now() - hours * hour).toISOString();
    await hub.root.importFindings([
      finding('days/1', { UpdatedAt: ago(23) }),
      finding('days/2', { UpdatedAt: ago(25) }),
    ]);
    const within = { Value: 1, Unit: 'DAYS' };
    expect(await select({ Id: beginning('days'), UpdatedAt: [{ DateRange: within }] })).toEqual(['days/1']);
    expect(
      await select({
        Id: beginning('days'),
        UpdatedAt: [{ DateRange: { ...within, Comparison: 'WITHIN' } }],
      }),
    ).toEqual(['days/1']);
    const older = { ...within, Comparison: 'OLDER_THAN' };
    expect(await select({ Id: beginning('days'), UpdatedAt: [{ DateRange: older }] })).toEqual(['days/2']);
  });
});

describe('pages', () => {
  const COUNT = 25;
  const names = Array.from({ length: COUNT }, (_, n) => `page/${String(n).padStart(2, '0')}`);
  const FILTER = { Filters: { Id: beginning('page/') } };
  beforeAll(async () => {
    await hub.root.importFindings(names.map((id, n) => finding(id, { UpdatedAt: minute(n) })));
  });

  test('hold as many as asked, a hundred if nothing is said, and the last has no token', async () => {
    const sizes: number[] = [];
    for (let token: unknown; ; ) {
      const { json } = await hub.root.getFindings({
        ...FILTER,
        MaxResults: 10,
        ...(token !== undefined && { NextToken: token }),
      });
      const { Findings, NextToken } = Object(json);
      sizes.push(Findings.length);
      if (NextToken === undefined) break;
      token = NextToken;
    }
    expect(sizes).toEqual([10, 10, 5]);
    await hub.root.importFindings(Array.from({ length: 100 }, (_, n) => finding(`more/${n}`)));
    await hub.root.importFindings([finding('more/last')]);
    const page = await hub.root.getFindings(byId('more/', 'PREFIX'));
    expect(Object(page.json).Findings).toHaveLength(100);
    expect(Object(page.json).NextToken).toEqual(expect.any(String));
  });

  test.each(['asc', 'desc', undefined])('sorted by UpdatedAt, %s', async (SortOrder) => {
    const criterion = SortOrder === undefined ? { Field: 'UpdatedAt' } : { Field: 'UpdatedAt', SortOrder };
    const all = await hub.root.allFindings({ ...FILTER, MaxResults: 4, SortCriteria: [criterion] });
    const expected = SortOrder === 'desc' ? [...names].reverse() : names;
    expect(all.map(({ Id }) => Id)).toEqual(expected);
  });

  test.each([[[]], [[{ Field: 'UpdatedAt', SortOrder: 'asc' }]]])(
    'while findings arrive and change, show those that stay exactly once: %j',
    async (SortCriteria) => {
      const prefix = `walk${SortCriteria.length}/`;
      const stay = Array.from({ length: 30 }, (_, n) => `${prefix}stays/${n}`);
      await hub.root.importFindings(stay.map((id, n) => finding(id, { UpdatedAt: minute(n) })));
      const query = { Filters: { Id: beginning(prefix) }, MaxResults: 4, SortCriteria };
      const seen: unknown[] = [];
      let round = 0;
      for (let token: unknown; ; ) {
        const { json } = await hub.root.getFindings({
          ...query,
          ...(token !== undefined && { NextToken: token }),
        });
        const { Findings, NextToken } = Object(json);
        for (const { Id } of Findings) if (stay.includes(Id)) seen.push(Id);
        if (NextToken === undefined) break;
        token = NextToken;
        round += 1;
        const arrive = [0, 7, 500].map((at) =>
          finding(`${prefix}new/${round}/${at}`, { UpdatedAt: minute(at) }),
        );
        // Without a sort even those that are updated stay in their place.
        const change =
          SortCriteria.length === 0 ? stay.map((id) => finding(id, { UpdatedAt: minute(1000 + round) })) : [];
        expectSuccess(
          await hub.root.importFindings([...arrive, ...change]),
          imported(arrive.length + change.length),
        );
      }
      expect(round).toBeGreaterThan(5);
      expect([...seen].sort()).toEqual([...stay].sort());
    },
  );

  test('are walked by the SDK’s paginator', async () => {
    const client = new SecurityHubClient({ endpoint: hub.url, region: REGION, credentials: ROOT_KEY });
    const seen: unknown[] = [];
    for await (const page of paginateGetFindings(
      { client, pageSize: 7 },
      { Filters: { Id: [{ Value: 'page/', Comparison: 'PREFIX' }] } },
    )) {
      seen.push(...(page.Findings ?? []).map(({ Id }) => Id));
    }
    expect(seen.sort()).toEqual(names);
    client.destroy();
  });
});

describe('a token', () => {
  const query = { Filters: { Id: beginning('token/') }, MaxResults: 2 };
  let token: string;
  beforeAll(async () => {
    await hub.root.importFindings(Array.from({ length: 5 }, (_, n) => finding(`token/${n}`)));
    token = Object((await hub.root.getFindings(query)).json).NextToken;
  });

  test('is absent on the first page, which may be written as NULL', async () => {
    for (const NextToken of ['', 'NULL']) {
      expect(Object((await hub.root.getFindings({ ...query, NextToken })).json).Findings).toHaveLength(2);
    }
  });

  test('may be used again, with another page size', async () => {
    const again = await hub.root.getFindings({ ...query, NextToken: token, MaxResults: 100 });
    expect(Object(again.json).Findings).toHaveLength(3);
    const same = await hub.root.getFindings({ ...query, NextToken: token });
    expect(Object(same.json).Findings).toHaveLength(2);
  });

  test.each([
    ['another filter', { Filters: { Id: beginning('page/') } }],
    ['no filter', { Filters: undefined }],
    ['a sort', { SortCriteria: [{ Field: 'UpdatedAt', SortOrder: 'asc' }] }],
  ])('does not work with %s', async (_what, changes) => {
    const answer = await hub.root.getFindings({ ...query, ...changes, NextToken: token });
    expectRefusal(answer, 400, 'InvalidInputException', NOT_FROM_BEFORE);
  });

  test('does not work when it is made up, cut, altered, or of another operation', async () => {
    const products = await hub.root.call('GET', '/products', undefined, { query: { MaxResults: '1' } });
    const altered = [
      'x',
      'bnVsbA',
      token.slice(0, -4),
      `${token.slice(0, 20)}${token[20] === 'A' ? 'B' : 'A'}${token.slice(21)}`,
      Buffer.from('[null,"0"]').toString('base64url'),
      Object(products.json).NextToken,
      '🙂'.repeat(500),
    ];
    for (const NextToken of altered) {
      const answer = await hub.root.getFindings({ ...query, NextToken });
      expectRefusal(answer, 400, 'InvalidInputException', NOT_FROM_BEFORE);
    }
  });

  test('of one account does not work for another', async () => {
    const other = await hub.account('555566667777');
    const answer = await other.getFindings({ ...query, NextToken: token });
    expectRefusal(answer, 400, 'InvalidInputException', NOT_FROM_BEFORE);
  });
});

test('findings of other accounts and Regions are never seen', async () => {
  const other = await hub.account('210987654321');
  await hub.admin('POST', `/accounts/${ROOT}/hubs`, { Region: 'us-east-1' });
  const elsewhere = hub.client(ROOT_KEY, 'us-east-1');
  await hub.root.importFindings([finding('isolated')]);
  const theirs = { AwsAccountId: '210987654321', ProductArn: defaultProduct('210987654321') };
  await other.importFindings([finding('isolated', { ...theirs, Title: 'Theirs' })]);
  await elsewhere.importFindings([
    finding('isolated', { ProductArn: defaultProduct(ROOT, 'us-east-1'), Title: 'Elsewhere' }),
  ]);
  const seen = async (client: typeof other, Filters: object = {}) =>
    (await client.allFindings({ Filters })).filter(({ Id }) => Id === 'isolated').map(({ Title }) => Title);
  const asked = [
    {},
    { AwsAccountId: [is('0', 'PREFIX_NOT_EQUALS')] },
    { Region: [is('mars', 'NOT_EQUALS')] },
    { ProductArn: [is('arn:', 'PREFIX')] },
  ];
  for (const Filters of asked) {
    expect(await seen(hub.root, Filters)).toEqual(['A finding']);
    expect(await seen(other, Filters)).toEqual(['Theirs']);
    expect(await seen(elsewhere, Filters)).toEqual(['Elsewhere']);
  }
  expect(await seen(other, { AwsAccountId: [is(ROOT)] })).toEqual([]);
  expect(await seen(hub.root, { Region: [is('us-east-1')] })).toEqual([]);
});
