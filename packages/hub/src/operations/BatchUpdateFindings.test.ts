import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ServiceError } from '../errors.js';
import type { StoredFinding } from '../testing/client.js';
import { byId, defaultProduct, finding, findingOfSize, identifier, minute } from '../testing/findings.js';
import { historyOf, ROOT, type RunningHub, startTestHub } from '../testing/hub.js';
import { expectRefusal, expectSuccess, imported } from '../testing/refusal.js';
import { BatchUpdateFindings } from './BatchUpdateFindings.js';
import { openTestHub } from './testing.js';

let hub: RunningHub;
beforeAll(async () => {
  hub = await startTestHub();
});
afterAll(() => hub.close());

async function only(id: string): Promise<StoredFinding> {
  const [stored] = await hub.root.allFindings(byId(id));
  if (stored === undefined) throw new Error(`no finding ${id}`);
  return stored;
}
const update = (ids: readonly string[], fields: object) =>
  hub.root.updateFindings({ FindingIdentifiers: ids.map((id) => identifier(id)), ...fields });
const unprocessed = (FindingIdentifier: object, ErrorCode: string, ErrorMessage: string) => ({
  FindingIdentifier,
  ErrorCode,
  ErrorMessage,
});

const NINE = {
  Confidence: 42,
  Criticality: 99,
  Note: { Text: 'Looked at it', UpdatedBy: 'me' },
  RelatedFindings: [{ ProductArn: defaultProduct(), Id: 'cause' }],
  Severity: { Label: 'CRITICAL' },
  Types: ['Effects/Data Exposure'],
  UserDefinedFields: { reviewed: 'yes' },
  VerificationState: 'TRUE_POSITIVE',
  Workflow: { Status: 'NOTIFIED' },
};

describe('what a customer may change', () => {
  test('all nine attributes, and nothing else', async () => {
    await hub.root.importFindings([
      finding('nine', { Severity: { Label: 'LOW', Original: 'low', Product: 2 } }),
    ]);
    const before = await only('nine');
    const start = Date.now();
    const answer = await update(['nine'], NINE);
    expectSuccess(
      answer,
      `{"ProcessedFindings":[{"Id":"nine","ProductArn":"${defaultProduct()}"}],"UnprocessedFindings":[]}`,
    );
    const after = await only('nine');
    const time = Object(after.Note).UpdatedAt;
    expect(Date.parse(time)).toBeGreaterThanOrEqual(start);
    expect(after).toEqual({
      ...before,
      ...NINE,
      Note: { ...NINE.Note, UpdatedAt: time },
      Severity: { Label: 'CRITICAL', Normalized: 90, Original: 'low', Product: 2 },
    });
    const [, line] = await historyOf(hub, 'nine');
    expect(line).toMatchObject({
      source: 'BATCH_UPDATE_FINDINGS',
      identity: `arn:aws:iam::${ROOT}:root`,
      created: false,
    });
    expect(Object.keys(line?.updates ?? {}).sort()).toEqual(Object.keys(NINE).sort());
    expect(line?.updates.Workflow).toEqual([{ Status: 'NEW' }, { Status: 'NOTIFIED' }]);
  });

  test.each(Object.entries(NINE))('%s alone', async (name, value) => {
    await hub.root.importFindings([finding(`alone-${name}`)]);
    const before = await only(`alone-${name}`);
    expect(await update([`alone-${name}`], { [name]: value })).toMatchObject({
      json: { UnprocessedFindings: [] },
    });
    const after = await only(`alone-${name}`);
    expect(after[name]).toMatchObject(value as object);
    expect({ ...after, [name]: undefined }).toEqual({ ...before, [name]: undefined });
  });

  test('nothing of the provider’s, however it is asked for', async () => {
    await hub.root.importFindings([finding('foreign')]);
    const before = await only('foreign');
    const foreign = {
      Title: 'Mine',
      SourceUrl: { not: 'text' },
      Sample: 'x',
      RecordState: 'ARCHIVED',
      Id: 'other',
      FindingProviderFields: {},
    };
    const nested = {
      Note: { Text: 'a', UpdatedBy: 'b', UpdatedAt: '1999-01-01T00:00:00Z', Extra: 1 },
      Severity: { Label: 'HIGH', Original: 'mine', Extra: 1 },
      Workflow: { Status: 'RESOLVED', Extra: 1 },
      RelatedFindings: [{ ProductArn: 'x', Id: 'y', Extra: 1 }],
    };
    expect(await update(['foreign'], { ...foreign, ...nested })).toMatchObject({
      json: { UnprocessedFindings: [] },
    });
    const after = await only('foreign');
    expect(after).toEqual({
      ...before,
      Note: { Text: 'a', UpdatedBy: 'b', UpdatedAt: expect.stringMatching(/^20/) },
      Severity: { Label: 'HIGH', Normalized: 70 },
      Workflow: { Status: 'RESOLVED' },
      RelatedFindings: [{ ProductArn: 'x', Id: 'y' }],
    });
    // What is stored is a finding still.
    expectSuccess(await hub.root.importFindings([{ ...after, UpdatedAt: minute(1) }]), imported(1));
  });

  test('without any of the nine there is nothing to do', async () => {
    const message = expect.stringMatching(/^Invalid parameter\. At least one of .* is required\.$/);
    expectRefusal(await update(['nine'], {}), 400, 'InvalidInputException', message);
    expectRefusal(await update(['nine'], { Title: 'x' }), 400, 'InvalidInputException', message);
  });

  test.each([
    [{ Confidence: 101 }, "Invalid parameter 'Confidence'. '101' is greater than maximum value: 100."],
    [{ Criticality: -1 }, "Invalid parameter 'Criticality'. '-1' is less than minimum value: 0."],
    [{ Confidence: '5' }, "Invalid parameter 'Confidence'. It should be integer."],
    [
      { Note: { Text: '', UpdatedBy: 'x' } },
      "Invalid parameter 'Note.Text'. Size '0' is less than minimum value: 1.",
    ],
    [{ Note: { Text: 'x' } }, "Invalid parameter 'Note.UpdatedBy'. A value is required."],
    [
      { Severity: { Label: 'SEVERE' } },
      "Invalid parameter 'Severity.Label'. It should be equal to one of the allowed values.",
    ],
    [
      { Severity: { Normalized: 101 } },
      "Invalid parameter 'Severity.Normalized'. '101' is greater than maximum value: 100.",
    ],
    [
      { Workflow: { Status: 'DONE' } },
      "Invalid parameter 'Workflow.Status'. It should be equal to one of the allowed values.",
    ],
    [
      { VerificationState: 'MAYBE' },
      "Invalid parameter 'VerificationState'. It should be equal to one of the allowed values.",
    ],
    [
      { Types: Array.from({ length: 51 }, (_, n) => `t${n}`) },
      "Invalid parameter 'Types'. Size '51' is greater than maximum value: 50.",
    ],
    [{ RelatedFindings: [] }, "Invalid parameter 'RelatedFindings'. Size '0' is less than minimum value: 1."],
    [{ UserDefinedFields: { k: 7 } }, "Invalid parameter 'UserDefinedFields['k']'. It should be string."],
  ])('%j is refused as a whole', async (fields, message) => {
    expectRefusal(await update(['nine'], fields), 400, 'InvalidInputException', message);
  });
});

describe('a severity', () => {
  test.each([
    ['its label brings its number', { Label: 'MEDIUM' }, { Label: 'MEDIUM', Normalized: 40 }],
    ['its number brings its label', { Normalized: 89 }, { Label: 'HIGH', Normalized: 89 }],
    ['both stay as sent', { Label: 'LOW', Normalized: 100 }, { Label: 'LOW', Normalized: 100 }],
    ['the product’s own leaves both', { Product: 8 }, { Label: 'LOW', Normalized: 1, Product: 8 }],
  ])('%s', async (what, Severity, expected) => {
    await hub.root.importFindings([finding(`severity ${what}`)]);
    await update([`severity ${what}`], { Severity });
    expect((await only(`severity ${what}`)).Severity).toEqual(expected);
  });

  test('of a finding without one must say how severe it is', async () => {
    await hub.root.importFindings([
      finding('severity none', {
        Severity: undefined,
        Types: undefined,
        FindingProviderFields: { Types: ['A'] },
      }),
    ]);
    const answer = await update(['severity none'], { Severity: { Product: 8 } });
    expect(answer).toMatchObject({
      status: 200,
      json: {
        UnprocessedFindings: [unprocessed(identifier('severity none'), 'InvalidInput', 'Invalid Input')],
      },
    });
    expect(await only('severity none')).not.toHaveProperty('Severity');
  });
});

describe('findings that cannot be updated', () => {
  test('come back one by one, with the reason, in the order asked', async () => {
    await hub.root.importFindings([finding('there'), finding('there too')]);
    const otherRegion = identifier('there', defaultProduct(ROOT, 'us-east-1'));
    const otherAccount = identifier('there', defaultProduct('210987654321'));
    const answer = await hub.root.updateFindings({
      FindingIdentifiers: [
        identifier('there'),
        identifier('missing'),
        identifier('there'),
        identifier('there too'),
        otherRegion,
        otherAccount,
        identifier(''),
        identifier('there', 'arn:aws:securityhub:::product/x/y'),
        identifier('missing'),
      ],
      Confidence: 7,
    });
    const notFound = (one: object) => unprocessed(one, 'FindingNotFound', 'Finding Not Found');
    const twice = (one: object) =>
      unprocessed(one, 'DuplicatedFindingIdentifier', 'Finding Identifier is duplicated');
    const invalid = (one: object) => unprocessed(one, 'InvalidInput', 'Invalid Input');
    expect(answer.json).toEqual({
      ProcessedFindings: [identifier('there'), identifier('there too')],
      UnprocessedFindings: [
        notFound(identifier('missing')),
        twice(identifier('there')),
        notFound(otherRegion),
        notFound(otherAccount),
        invalid(identifier('')),
        invalid(identifier('there', 'arn:aws:securityhub:::product/x/y')),
        twice(identifier('missing')),
      ],
    });
    expect(await only('there')).toMatchObject({ Confidence: 7 });
  });

  test('a hundred are the most', async () => {
    const ids = Array.from({ length: 101 }, (_, n) => `hundred-${n}`);
    await hub.root.importFindings(ids.slice(1).map((id) => finding(id)));
    const message = "Invalid parameter 'FindingIdentifiers'. Size '101' is greater than maximum value: 100.";
    expectRefusal(await update(ids, { Confidence: 1 }), 400, 'InvalidInputException', message);
    const none = "Invalid parameter 'FindingIdentifiers'. Size '0' is less than minimum value: 1.";
    expectRefusal(await update([], { Confidence: 1 }), 400, 'InvalidInputException', none);
    const answer = await update(ids.slice(1), { Confidence: 1 });
    expect(Object(answer.json).ProcessedFindings).toEqual(ids.slice(1).map((id) => identifier(id)));
  });

  test('one that would grow over 240 KB stays as it is', async () => {
    await hub.root.importFindings([findingOfSize('full', 245_000), finding('roomy')]);
    const before = await only('full');
    const answer = await update(['full', 'roomy'], { UserDefinedFields: { text: 'x'.repeat(1024) } });
    expect(answer.json).toEqual({
      ProcessedFindings: [identifier('roomy')],
      UnprocessedFindings: [
        unprocessed(identifier('full'), 'FindingSizeExceeded', 'Finding size exceeded 240 KB'),
      ],
    });
    expect(await only('full')).toEqual(before);
  });

  test('those of another account are not there', async () => {
    const other = await hub.account('210987654321');
    await hub.root.importFindings([finding('private')]);
    const answer = await other.updateFindings({ FindingIdentifiers: [identifier('private')], Confidence: 1 });
    const expected = unprocessed(identifier('private'), 'FindingNotFound', 'Finding Not Found');
    expect(answer).toMatchObject({ json: { ProcessedFindings: [], UnprocessedFindings: [expected] } });
    expect(await only('private')).not.toHaveProperty('Confidence');
  });

  test('if the store never lets one through, or fails, every one says so', async () => {
    const memory = await openTestHub();
    await memory.control.createHub({
      account: '123456789012',
      region: 'us-west-1',
      subscribedAt: '2026-01-01T00:00:00.000Z',
      autoEnableControls: true,
      controlFindingGenerator: 'SECURITY_CONTROL',
    });
    const call = memory.call();
    const defects: unknown[] = [];
    const key = identifier('x', defaultProduct('123456789012', 'us-west-1'));
    const stored = {
      key: { account: '123456789012', region: 'us-west-1', productArn: key.ProductArn, id: 'x' },
      revision: 1,
      document: JSON.stringify(finding('x')),
      customerSet: 0,
      updatedAt: '2026-01-01T00:00:00.000000000Z',
    };
    const run = (commit: () => Promise<boolean>) =>
      BatchUpdateFindings(
        { FindingIdentifiers: [key], Confidence: 1 },
        {
          ...call,
          store: { ...call.store, findings: { ...call.store.findings, read: async () => [stored], commit } },
          reportDefect: (error) => defects.push(error),
        },
      );
    const busy = unprocessed(key, 'ConcurrentUpdateError', 'Concurrent finding updates detected');
    expect(await run(async () => false)).toEqual({ ProcessedFindings: [], UnprocessedFindings: [busy] });
    expect(defects).toEqual([]);
    const failed = unprocessed(key, 'InternalFailure', 'Internal service failure');
    const disk = new Error('disk full');
    expect(await run(() => Promise.reject(disk))).toEqual({
      ProcessedFindings: [],
      UnprocessedFindings: [failed],
    });
    expect(defects).toEqual([disk]);
    // What a client tries again by itself: an answer about each finding is none of that.
    const away = new ServiceError(
      'ServiceUnavailableException',
      'The database cannot be used at the moment.',
    );
    await expect(run(() => Promise.reject(away))).rejects.toBe(away);
    await memory.close();
  });
});

describe('a workflow that a person set', () => {
  const COMPLIANCE = ['PASSED', 'FAILED', 'WARNING', 'NOT_AVAILABLE'];
  const versions = [
    ['ACTIVE', 'ARCHIVED'],
    ['ARCHIVED', 'ACTIVE'],
    ['ARCHIVED', undefined],
  ] as const;

  test.each(['NOTIFIED', 'RESOLVED', 'SUPPRESSED', 'NEW'])(
    '%s goes back to NEW only when the problem is back',
    async (Status) => {
      const cases = [
        ...versions.map(([from, to]) => ({
          from: { RecordState: from },
          to: { RecordState: to },
          back: from === 'ARCHIVED',
        })),
        ...COMPLIANCE.flatMap((from) =>
          COMPLIANCE.map((to) => ({
            from: { Compliance: { Status: from } },
            to: { Compliance: { Status: to } },
            back: from === 'PASSED' && to !== 'PASSED',
          })),
        ),
      ].map((one, n) => ({ ...one, id: `workflow ${Status} ${n}` }));
      await hub.root.importFindings(cases.map(({ id, from }) => finding(id, from)));
      await update(
        cases.map(({ id }) => id),
        { Workflow: { Status } },
      );
      await hub.root.importFindings(cases.map(({ id, to }) => finding(id, { ...to, UpdatedAt: minute(1) })));
      for (const { id, back } of cases) {
        const expected = back && Status !== 'SUPPRESSED' ? 'NEW' : Status;
        expect((await only(id)).Workflow, id).toEqual({ Status: expected });
      }
    },
  );
});

describe('policies about fields', () => {
  const policy = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });
  const allow = { Effect: 'Allow', Action: 'securityhub:*', Resource: '*' };
  const deny = (Condition: object) => ({
    Effect: 'Deny',
    Action: 'securityhub:BatchUpdateFindings',
    Resource: '*',
    Condition,
  });
  const PATH = 'securityhub:ASFFSyntaxPath';

  test('can deny any change of a field, and single values of it', async () => {
    const user = await hub.user(ROOT, 'triage', [
      policy(
        allow,
        deny({ Null: { [`${PATH}/Severity.Label`]: 'false' } }),
        deny({ Null: { [`${PATH}/Note`]: 'false' } }),
        deny({ StringEquals: { [`${PATH}/Workflow.Status`]: 'SUPPRESSED' } }),
        deny({ 'ForAnyValue:StringEquals': { [`${PATH}/Types`]: 'Forbidden' } }),
        deny({ StringEquals: { [`${PATH}/Confidence`]: ['0', '1'] } }),
      ),
    ]);
    await hub.root.importFindings([finding('policies')]);
    const send = (fields: object) =>
      user.updateFindings({ FindingIdentifiers: [identifier('policies')], ...fields });
    const before = await only('policies');
    const denied = [
      { Severity: { Label: 'LOW' } },
      { Severity: { Label: 'HIGH' }, Confidence: 50 },
      { Note: { Text: 'x', UpdatedBy: 'y' } },
      { Workflow: { Status: 'SUPPRESSED' } },
      { Types: ['Fine', 'Forbidden'] },
      { Confidence: 0 },
    ];
    const message = `User: arn:aws:iam::${ROOT}:user/triage is not authorized to perform: securityhub:BatchUpdateFindings on resource: arn:aws:securityhub:eu-west-1:${ROOT}:hub/default with an explicit deny`;
    for (const fields of denied) expectRefusal(await send(fields), 403, 'AccessDeniedException', message);
    expect(await only('policies')).toEqual(before);
    const allowed = [
      { Severity: { Normalized: 5 } },
      { Workflow: { Status: 'RESOLVED' } },
      { Types: ['Fine'] },
      { Confidence: 10 },
      // A field that the operation does not know is none, whatever a policy says of it.
      { Criticality: 1, 'Severity.Label': 'LOW' },
    ];
    for (const fields of allowed)
      expect(await send(fields)).toMatchObject({ json: { UnprocessedFindings: [] } });
  });
});
