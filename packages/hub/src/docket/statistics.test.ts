import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Client } from '../testing/client.js';
import { defaultProduct, finding, identifier } from '../testing/findings.js';
import { REGION, type RunningHub, startTestHub } from '../testing/hub.js';
import { expectRefusal } from '../testing/refusal.js';
import { findingsIn, openExport, textOf } from './testing.js';

const ALICE = '111122223333';
const DAY_MS = 24 * 60 * 60 * 1000;
const CALLS: readonly [path: string, body: object][] = [
  ['/_docket/findings/count', {}],
  ['/_docket/findings/statistics', { GroupBy: ['Title'] }],
  ['/_docket/findings/values', { Attribute: 'Title' }],
  ['/_docket/findings/trend', {}],
  ['/_docket/findings/closed', { Event: 'Resolved', Date: '2026-03-04' }],
];

let hub: RunningHub;
let alice: Client;
/** When the tests began: another day may begin meanwhile. */
const BEGAN = new Date();
const YESTERDAY = new Date(BEGAN.getTime() - DAY_MS).toISOString();
beforeAll(async () => {
  hub = await startTestHub();
  alice = await hub.account(ALICE);
  const own = (id: string, Label: string, changes = {}) =>
    finding(id, {
      ...{ AwsAccountId: ALICE, ProductArn: defaultProduct(ALICE), Severity: { Label } },
      ...changes,
    });
  const resources = (...ids: string[]) => ({ Resources: ids.map((Id) => ({ Type: 'AwsS3Bucket', Id })) });
  const answer = await alice.importFindings([
    own('a', 'HIGH', { ...resources('one', 'two', 'one'), Title: 'Open bucket' }),
    own('b', 'HIGH', { ...resources('one'), Title: 'Open bucket' }),
    own('c', 'LOW', { ...resources('TWO'), CreatedAt: YESTERDAY }),
    own('d', 'LOW', { RecordState: 'ARCHIVED', CreatedAt: BEGAN.toISOString() }),
  ]);
  expect(answer.json).toMatchObject({ SuccessCount: 4 });
  await alice.updateFindings({
    FindingIdentifiers: [identifier('b', defaultProduct(ALICE)), identifier('c', defaultProduct(ALICE))],
    Workflow: { Status: 'RESOLVED' },
  });
});
afterAll(() => hub.close());

const ask = async (path: string, body: object) => {
  const answer = await alice.call('POST', `/_docket/findings/${path}`, body);
  expect(answer.status, answer.text).toBe(200);
  return Object(answer.json);
};
const equals = (Value: string) => [{ Value, Comparison: 'EQUALS' }];

describe('numbers of findings', () => {
  test('are those that GetFindings lists, for every number of every group', async () => {
    const Filters = { RecordState: equals('ACTIVE') };
    expect(await ask('count', { Filters })).toEqual({ Count: 3 });
    expect(await ask('count', {})).toEqual({ Count: 4 });
    const GroupBy = [
      'SeverityLabel',
      'WorkflowStatus',
      'ResourceId',
      'ResourceType',
      'Title',
      'AwsAccountId',
    ];
    const { Total, Groups } = await ask('statistics', { Filters, GroupBy });
    expect(Total).toBe(3);
    expect(Object.keys(Groups)).toEqual(GroupBy);
    expect(Groups).toMatchObject({
      SeverityLabel: [
        { Value: 'HIGH', Count: 2 },
        { Value: 'LOW', Count: 1 },
      ],
      ResourceId: [
        { Value: 'one', Count: 2 },
        { Value: 'TWO', Count: 1 },
        { Value: 'two', Count: 1 },
      ],
      ResourceType: [{ Value: 'AwsS3Bucket', Count: 3 }],
    });
    for (const attribute of GroupBy) {
      for (const { Value, Count } of Groups[attribute]) {
        const listed = await alice.allFindings({ Filters: { ...Filters, [attribute]: equals(Value) } });
        expect(listed).toHaveLength(Count);
      }
    }
  });

  test('come for as many values as one asks for', async () => {
    const { Groups } = await ask('statistics', { GroupBy: ['ResourceId'], Limit: 1 });
    expect(Groups).toEqual({ ResourceId: [{ Value: 'one', Count: 2 }] });
  });

  test('are of values that begin so, too, in either case', async () => {
    expect(await ask('values', { Attribute: 'ResourceId', Prefix: 'Tw' })).toEqual({
      Values: [
        { Value: 'TWO', Count: 1 },
        { Value: 'two', Count: 1 },
      ],
    });
    const Filters = { SeverityLabel: equals('LOW') };
    expect(await ask('values', { Attribute: 'ResourceId', Prefix: 'tw', Filters })).toEqual({
      Values: [{ Value: 'TWO', Count: 1 }],
    });
    expect(await ask('values', { Attribute: 'Title', Prefix: 'open', Limit: 1 })).toEqual({
      Values: [{ Value: 'Open bucket', Count: 2 }],
    });
  });
});

describe('the trend', () => {
  interface Day {
    Date: string;
    Created: number;
    Resolved: number;
    Archived: number;
    Groups?: { Value: string; Created: number; Resolved: number; Archived: number }[];
  }
  const trend = async (body: object): Promise<Day[]> => (await ask('trend', body)).Days;
  const createdOn = (days: readonly Day[], time: string) =>
    days.find((day) => day.Date === time.slice(0, 10))?.Created;
  const sum = (days: readonly Day[], of: 'Created' | 'Resolved' | 'Archived') =>
    days.reduce((total, day) => total + day[of], 0);

  test('has every day until today, with what happened on it', async () => {
    const days = await trend({ Days: 5, By: 'SeverityLabel' });
    const dates = days.map((day) => day.Date);
    expect(dates).toEqual([...dates].sort());
    expect(new Set(dates).size).toBe(5);
    expect([BEGAN, new Date()].map((time) => time.toISOString().slice(0, 10))).toContain(dates.at(-1));
    expect(createdOn(days, YESTERDAY)).toBe(1);
    expect(createdOn(days, BEGAN.toISOString())).toBe(1);
    expect(sum(days, 'Created')).toBe(2);
    expect(sum(days, 'Resolved')).toBe(2);
    // Findings that came archived were never open.
    expect(sum(days, 'Archived')).toBe(0);
    expect((await trend({})).length).toBe(30);
    expect((await trend({}))[0]).not.toHaveProperty('Groups');
  });

  test('tells severities apart', async () => {
    for (const { Groups = [], ...day } of await trend({ Days: 5, By: 'SeverityLabel' })) {
      expect(Groups.map(({ Value }) => Value)).toEqual([
        'CRITICAL',
        'HIGH',
        'MEDIUM',
        'LOW',
        'INFORMATIONAL',
      ]);
      for (const of of ['Created', 'Resolved', 'Archived'] as const) {
        expect(Groups.reduce((total, group) => total + group[of], 0)).toBe(day[of]);
      }
    }
  });

  test('is that of the findings that a filter selects', async () => {
    const days = await trend({ Days: 5, Filters: { SeverityLabel: equals('HIGH') } });
    expect(sum(days, 'Created')).toBe(0);
    expect(sum(days, 'Resolved')).toBe(1);
  });

  test('tells findings that are archived', async () => {
    const product = defaultProduct(ALICE);
    const sent = (changes: object) =>
      finding('to archive', { AwsAccountId: ALICE, ProductArn: product, ...changes });
    await alice.importFindings([sent({})]);
    const UpdatedAt = '2026-01-02T00:00:00.000Z';
    await alice.importFindings([sent({ RecordState: 'ARCHIVED', UpdatedAt })]);
    const days = await trend({ Days: 2, Filters: { Id: equals('to archive') } });
    expect([sum(days, 'Resolved'), sum(days, 'Archived')]).toEqual([0, 1]);
  });

  test('has a list for every number, which is paged, ordered, filtered and exported as others are', async () => {
    let resolved: unknown[] = [];
    for (const { Date: day, Resolved, Archived } of await trend({ Days: 3 })) {
      for (const [Event, number] of [
        ['Resolved', Resolved],
        ['Archived', Archived],
      ] as const) {
        const asked = { Event, Date: day };
        const { Count, Findings, NextToken } = await ask('closed', asked);
        expect([Count, Findings.length, NextToken]).toEqual([number, number, undefined]);
        if (Event === 'Resolved') resolved = [...resolved, ...Findings];
        const exported = await textOf(
          await openExport(alice, {
            body: { Closed: asked, SortCriteria: [{ Field: 'Id', SortOrder: 'desc' }] },
          }),
        );
        expect(findingsIn(exported).map(({ Id }) => Id)).toEqual(
          Findings.map(({ Id }: { Id: string }) => Id)
            .sort()
            .reverse(),
        );
      }
    }
    expect(resolved.map((one) => Object(one).Id).sort()).toEqual(['b', 'c']);
    const { json } = await alice.call('POST', '/findings', { Filters: { Id: equals('b') } });
    expect(resolved).toContainEqual(Object(json).Findings[0]);
  });

  test('has lists page by page', async () => {
    const day = (await trend({ Days: 3 })).find(({ Resolved }) => Resolved === 2)?.Date;
    // Else midnight has come between the two decisions.
    if (day === undefined) return;
    const asked = { Event: 'Resolved', Date: day, SortCriteria: [{ Field: 'Id', SortOrder: 'desc' }] };
    const first = await ask('closed', { ...asked, MaxResults: 1 });
    const second = await ask('closed', { ...asked, MaxResults: 1, NextToken: first.NextToken });
    expect([first, second].map(({ Count, Findings: [one] }) => [Count, one.Id])).toEqual([
      [2, 'c'],
      [2, 'b'],
    ]);
    expect(second).not.toHaveProperty('NextToken');
    // A token is of the request that it came from.
    const other = { ...asked, Event: 'Archived', NextToken: first.NextToken };
    expectRefusal(
      await alice.call('POST', '/_docket/findings/closed', other),
      400,
      'InvalidInputException',
      'Invalid NextToken: it must come from the page before, with the same request.',
    );
    expect(await ask('closed', { Event: 'Resolved', Date: day, Filters: { Id: equals('b') } })).toMatchObject(
      {
        Count: 1,
        Findings: [{ Id: 'b' }],
      },
    );
  });
});

describe('refused', () => {
  const attribute = 'must be an attribute that insights can group by';
  test.each([
    ['count', { Filter: {} }, 'Unknown member "Filter": expected Filters'],
    ['count', { Filters: { Nothing: [] } }, /should NOT have additional properties/],
    ['count', { Filters: [] }, /Filters/],
    ['statistics', {}, 'GroupBy is required'],
    ['statistics', { GroupBy: 'Title' }, 'GroupBy must be a list of 1 to 10 attributes'],
    ['statistics', { GroupBy: [] }, 'GroupBy must be a list of 1 to 10 attributes'],
    ['statistics', { GroupBy: ['Description'] }, `GroupBy[0] ${attribute}`],
    ['statistics', { GroupBy: ['Title', 'Title'] }, 'GroupBy must name each attribute once'],
    ['statistics', { GroupBy: ['__proto__'] }, `GroupBy[0] ${attribute}`],
    ['statistics', { GroupBy: ['Title'], Limit: 101 }, 'Limit must be a whole number from 1 to 100'],
    ['values', { Attribute: 'UpdatedAt' }, `Attribute ${attribute}`],
    ['values', { Attribute: 'Title', Prefix: 7 }, 'Prefix must be text of at most 512 characters'],
    ['values', { Attribute: 'Title', Limit: 0 }, 'Limit must be a whole number from 1 to 100'],
    ['trend', { Days: 367 }, 'Days must be a whole number from 1 to 366'],
    ['trend', { Days: '30' }, 'Days must be a whole number from 1 to 366'],
    ['closed', { Date: '2026-03-04' }, 'Event is required'],
    ['closed', { Event: 'RESOLVED', Date: '2026-03-04' }, 'Event must be Resolved or Archived'],
    ['closed', { Event: 'Resolved', Date: '2026-02-30' }, 'Date must be a day such as 2026-03-04'],
    ['closed', { Event: 'Resolved', Date: '2026-03-04T00:00:00Z' }, 'Date must be a day such as 2026-03-04'],
    [
      'closed',
      { Event: 'Resolved', Date: '2026-03-04', Days: 3 },
      /^Unknown member "Days": expected Event, Date/,
    ],
    ['closed', { Event: 'Resolved', Date: '2026-03-04', MaxResults: 101 }, /MaxResults/],
    ['trend', { By: 'Title' }, 'By must be SeverityLabel, or left out'],
  ])('is %s of %j', async (path, body, message) => {
    const answer = await alice.call('POST', `/_docket/findings/${path}`, body);
    const expected = typeof message === 'string' ? message : expect.stringMatching(message);
    expectRefusal(answer, 400, 'InvalidInputException', expected);
  });

  test.each(CALLS)(
    'is %s to whoever may not read findings, and where there is no hub',
    async (path, body) => {
      const user = `u${path.split('/').at(-1)}`;
      const policy = { Effect: 'Allow', Action: 'docket:*', Resource: '*' };
      const other = await hub.user(ALICE, user, [{ Version: '2012-10-17', Statement: [policy] }]);
      expectRefusal(
        await other.call('POST', path, body),
        403,
        'AccessDeniedException',
        `User: arn:aws:iam::${ALICE}:user/${user} is not authorized to perform: securityhub:GetFindings on resource: ` +
          `arn:aws:securityhub:${REGION}:${ALICE}:hub/default because no identity-based policy allows the securityhub:GetFindings action`,
      );
      expectRefusal(
        await alice.call('POST', path, body, { region: 'us-east-1' }),
        401,
        'InvalidAccessException',
        `Account ${ALICE} is not subscribed to AWS Security Hub`,
      );
      expect((await hub.client().call('POST', path, body)).status).toBe(403);
      expect((await alice.call('GET', path)).status).toBe(404);
    },
  );

  test('nothing of other accounts is counted', async () => {
    for (const [path, body] of CALLS) {
      const answer = await hub.root.call('POST', path, body);
      expect(answer.status).toBe(200);
      expect(answer.text).not.toContain('bucket');
    }
    expect((await hub.root.call('POST', '/_docket/findings/count', {})).json).toEqual({ Count: 0 });
  });
});
