import {
  BatchUpdateFindingsCommand,
  GetFindingHistoryCommand,
  type GetFindingHistoryCommandInput,
  paginateGetFindingHistory,
  SecurityHubClient,
} from '@aws-sdk/client-securityhub';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { defaultProduct, finding, identifier, minute } from '../testing/findings.js';
import { REGION, ROOT, ROOT_KEY, type RunningHub, startTestHub } from '../testing/hub.js';

let hub: RunningHub;
let client: SecurityHubClient;
beforeAll(async () => {
  hub = await startTestHub();
  client = new SecurityHubClient({
    ...{ endpoint: hub.url, region: REGION, maxAttempts: 1 },
    credentials: { ...ROOT_KEY },
  });
});
afterAll(async () => {
  client?.destroy();
  await hub?.close();
});

/** Each test has a finding of its own. */
let FindingIdentifier: ReturnType<typeof identifier>;
let tests = 0;
beforeEach(() => {
  FindingIdentifier = identifier(`finding ${++tests}`);
});

async function send(...versions: Record<string, unknown>[]): Promise<void> {
  const sent = versions.map((changes) => finding(FindingIdentifier.Id, changes));
  expect(await hub.root.importFindings(sent)).toMatchObject({ json: { SuccessCount: versions.length } });
}

const history = (input: Partial<GetFindingHistoryCommandInput> = {}) =>
  client.send(new GetFindingHistoryCommand({ FindingIdentifier, ...input }));

const titles = async (input: Partial<GetFindingHistoryCommandInput> = {}) =>
  (await history(input)).Records?.map(({ Updates }) => Updates?.[0]?.NewValue);

test('tells what imports and customers have done, newest first, as the SDK reads it', async () => {
  const before = new Date();
  await send({ Title: 'First', UpdatedAt: minute(1), Types: ['a'] });
  await send({ Title: 'Second "quoted"', UpdatedAt: minute(2), Types: ['a', 'b/c'], Confidence: 7 });
  await client.send(
    new BatchUpdateFindingsCommand({
      FindingIdentifiers: [FindingIdentifier],
      Workflow: { Status: 'RESOLVED' },
      UserDefinedFields: { team: 'blue' },
    }),
  );
  const { Records = [], NextToken } = await history();
  expect(NextToken).toBeUndefined();
  expect(Records).toEqual([
    {
      FindingIdentifier,
      UpdateTime: expect.any(Date),
      FindingCreated: false,
      UpdateSource: { Type: 'BATCH_UPDATE_FINDINGS', Identity: `arn:aws:iam::${ROOT}:root` },
      Updates: expect.arrayContaining([
        { UpdatedField: 'UserDefinedFields', NewValue: '{"team":"blue"}' },
        { UpdatedField: 'Workflow', OldValue: '{"Status":"NEW"}', NewValue: '{"Status":"RESOLVED"}' },
      ]),
    },
    {
      FindingIdentifier,
      UpdateTime: expect.any(Date),
      FindingCreated: false,
      UpdateSource: { Type: 'BATCH_IMPORT_FINDINGS', Identity: defaultProduct() },
      Updates: expect.arrayContaining([
        { UpdatedField: 'Title', OldValue: 'First', NewValue: 'Second "quoted"' },
        { UpdatedField: 'Types', OldValue: '["a"]', NewValue: '["a","b/c"]' },
        { UpdatedField: 'Confidence', NewValue: '7' },
      ]),
    },
    {
      FindingIdentifier,
      UpdateTime: expect.any(Date),
      FindingCreated: true,
      UpdateSource: { Type: 'BATCH_IMPORT_FINDINGS', Identity: defaultProduct() },
      Updates: [],
    },
  ]);
  const times = Records.map(({ UpdateTime }) => UpdateTime?.getTime() ?? Number.NaN);
  expect(times).toEqual([...times].sort().reverse());
  expect(times.every((time) => time >= before.getTime() && time <= Date.now())).toBe(true);
  const fields = Records.flatMap(({ Updates = [] }) => Updates.map(({ UpdatedField }) => UpdatedField));
  expect(fields).not.toContain('UpdatedAt');
});

test('an answer names members in the order of the model, and times in ISO 8601', async () => {
  await send({});
  const { text } = await hub.root.call('POST', '/findingHistory/get', { FindingIdentifier });
  const record = `{"FindingIdentifier":${JSON.stringify(FindingIdentifier)},"UpdateTime":"T","FindingCreated":true`;
  const source = `{"Type":"BATCH_IMPORT_FINDINGS","Identity":"${defaultProduct()}"}`;
  expect(text.replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/, 'T')).toBe(
    `{"Records":[${record},"UpdateSource":${source},"Updates":[]}]}`,
  );
});

test('a value that is gone has no new value', async () => {
  await send({ Confidence: 7, UpdatedAt: minute(1) });
  await send({ UpdatedAt: minute(2) });
  const updates = (await history()).Records?.[0]?.Updates;
  expect(updates).toContainEqual({ UpdatedField: 'Confidence', OldValue: '7' });
});

test('the SDK’s paginator sees every record once', async () => {
  const versions = Array.from({ length: 23 }, (_, n) => ({ Title: `v${n}`, UpdatedAt: minute(n) }));
  await send(...versions.slice(0, 9));
  for (const version of versions.slice(9)) await send(version);
  const newestFirst = versions.map(({ Title }, n) => (n === 0 ? undefined : Title)).reverse();
  for (const pageSize of [1, 7, 23, 100]) {
    const seen: (string | undefined)[] = [];
    for await (const page of paginateGetFindingHistory({ client, pageSize }, { FindingIdentifier })) {
      expect(page.Records?.length).toBeLessThanOrEqual(pageSize);
      seen.push(...(page.Records ?? []).map(({ Updates }) => Updates?.[0]?.NewValue));
    }
    expect(seen).toEqual(newestFirst);
  }
  expect(await titles({ NextToken: 'NULL' })).toEqual(newestFirst);
});

test('a page has a hundred records unless it is asked for fewer', async () => {
  const versions = Array.from({ length: 101 }, (_, n) => ({ Title: `v${n}`, UpdatedAt: minute(n) }));
  await send(...versions.slice(0, 100));
  await send(versions[100] ?? {});
  const page = await history();
  expect(page.Records).toHaveLength(100);
  const rest = await history({ NextToken: page.NextToken ?? '' });
  expect(rest.Records).toMatchObject([{ FindingCreated: true }]);
  expect(rest.NextToken).toBeUndefined();
});

describe('a time range', () => {
  const when: Date[] = [];
  beforeEach(async () => {
    when.length = 0;
    for (let n = 0; n < 3; n += 1) {
      await send({ Title: `v${n}`, UpdatedAt: minute(n) });
      // The next one is of another millisecond.
      const now = Date.now();
      while (Date.now() === now) await new Promise((resolve) => setTimeout(resolve, 1));
    }
    const { Records = [] } = await history();
    when.push(...Records.map(({ UpdateTime }) => UpdateTime ?? new Date(Number.NaN)).reverse());
  });

  test('has both its ends, and each may be left out', async () => {
    const [first, second, third] = when;
    if (first === undefined || second === undefined || third === undefined) throw new Error('Expected three');
    expect(await titles({ StartTime: second })).toEqual(['v2', 'v1']);
    expect(await titles({ EndTime: second })).toEqual(['v1', undefined]);
    expect(await titles({ StartTime: second, EndTime: second })).toEqual(['v1']);
    expect(await titles({ StartTime: first, EndTime: third })).toEqual(['v2', 'v1', undefined]);
    const after = new Date(third.getTime() + 1);
    expect(await titles({ StartTime: after })).toEqual([]);
    expect(await titles({ EndTime: new Date(first.getTime() - 1) })).toEqual([]);
  });

  test('may be written with an offset', async () => {
    const [, second] = when;
    const StartTime = second?.toISOString().replace('Z', '+00:00');
    const answer = await hub.root.call('POST', '/findingHistory/get', { FindingIdentifier, StartTime });
    expect(Object(answer.json).Records).toHaveLength(2);
  });

  test('that ends before it starts is refused', async () => {
    const [StartTime, EndTime] = [when[1], when[0]];
    await expect(history({ StartTime, EndTime })).rejects.toMatchObject({
      name: 'InvalidInputException',
      message: "Invalid parameter 'StartTime'. It must not be later than 'EndTime'.",
    });
  });
});

test.each(['yesterday', '', '2026-01-01', '2026-01-01T00:00:00Z; DROP TABLE history', 1767225600])(
  'the time %j is refused',
  async (EndTime) => {
    const answer = await hub.root.call('POST', '/findingHistory/get', { FindingIdentifier, EndTime });
    expect(answer).toMatchObject({ status: 400, json: { Code: 'InvalidInputException' } });
    expect(Object(answer.json).Message).toMatch(/^Invalid parameter 'EndTime'\. It should be/);
  },
);

test('a page’s token is good for the same question of the same account only', async () => {
  await send({ UpdatedAt: minute(1) });
  await send({ UpdatedAt: minute(2), Title: 'New' });
  const { NextToken = '' } = await history({ MaxResults: 1 });
  expect(NextToken).not.toBe('');
  const first = FindingIdentifier;
  FindingIdentifier = identifier(`${first.Id} other`);
  await send({});
  const other = await hub.account('210987654321');
  const questions = [
    hub.root.call('POST', '/findingHistory/get', { FindingIdentifier, NextToken }),
    hub.root.call('POST', '/findingHistory/get', {
      ...{ FindingIdentifier: first, NextToken },
      StartTime: '2020-01-01T00:00:00Z',
    }),
    other.call('POST', '/findingHistory/get', { FindingIdentifier: first, NextToken }),
  ];
  for (const answer of await Promise.all(questions)) {
    expect(answer).toMatchObject({ status: 400, json: { Code: 'InvalidInputException' } });
  }
});

test('a finding that is not there, or is another account’s, has none', async () => {
  await send({});
  const other = await hub.account('333333333333');
  const message = `Finding not found: ${FindingIdentifier.ProductArn}/${FindingIdentifier.Id}`;
  expect(await other.call('POST', '/findingHistory/get', { FindingIdentifier })).toMatchObject({
    status: 404,
    json: { Code: 'ResourceNotFoundException', Message: message },
  });
  FindingIdentifier = identifier("x' OR '1'='1");
  await expect(history()).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});

test('needs a hub and permission for it', async () => {
  await send({});
  const allow = (Action: string) => ({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action, Resource: `arn:aws:securityhub:${REGION}:${ROOT}:hub/default` }],
  });
  const auditor = await hub.user(ROOT, 'auditor', [allow('securityhub:GetFindingHistory')]);
  const reader = await hub.user(ROOT, 'reader', [allow('securityhub:GetFindings')]);
  const ask = { FindingIdentifier };
  expect(await auditor.call('POST', '/findingHistory/get', ask)).toMatchObject({ status: 200 });
  expect(await reader.call('POST', '/findingHistory/get', ask)).toMatchObject({
    status: 403,
    json: { Code: 'AccessDeniedException' },
  });
  const without = await hub.account('444444444444', { hub: false });
  expect(await without.call('POST', '/findingHistory/get', ask)).toMatchObject({
    status: 401,
    json: { Code: 'InvalidAccessException' },
  });
});
