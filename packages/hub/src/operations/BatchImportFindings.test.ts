import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { byId, finding, findingOfSize, minute } from '../testing/findings.js';
import { type RunningHub, startTestHub } from '../testing/hub.js';
import { expectSuccess, imported } from '../testing/refusal.js';

let hub: RunningHub;
beforeAll(async () => {
  hub = await startTestHub();
});
afterAll(() => hub.close());

const MAX_BYTES = 245_760;
const TOO_LARGE = 'Finding size exceeded 240 KB';
const STRING_TOO_LARGE = 'The maximum size of an individual field should be less than 32768';
const failure = (Id: string, ErrorMessage: string) => ({ Id, ErrorCode: 'InvalidInput', ErrorMessage });

/** The one message that an import of this finding is refused with. */
async function verdict(sent: unknown): Promise<string> {
  const { json, text } = await hub.root.importFindings([sent]);
  const { FailedCount, SuccessCount, FailedFindings } = Object(json);
  expect([FailedCount, SuccessCount, FailedFindings?.length], text).toEqual([1, 0, 1]);
  expect(FailedFindings[0].ErrorCode).toBe('InvalidInput');
  return FailedFindings[0].ErrorMessage;
}

describe('what breaks the format', () => {
  const map = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, n) => [`k${n}`, 'v']));
  const resource = { Type: 'Other', Id: 'r' };
  test.each([
    [{ Description: undefined }, "data should have required property 'Description'"],
    [
      { Severity: undefined },
      "data should have required property 'FindingProviderFields', data should match some schema in anyOf",
    ],
    [
      { Remediation: { Recommendation: { Text: 'x'.repeat(513) } } },
      'data.Remediation.Recommendation.Text should NOT be longer than 512 characters',
    ],
    [
      { Resources: [{ Type: '', Id: 'r' }] },
      'data.Resources[0].Type should NOT be shorter than 1 characters',
    ],
    [{ Resources: [] }, 'data.Resources should NOT have fewer than 1 items'],
    [
      { RelatedFindings: Array(11).fill({ Id: 'x', ProductArn: 'x' }) },
      'data.RelatedFindings should NOT have more than 10 items',
    ],
    [
      { Resources: [{ ...resource, Tags: {} }] },
      'data.Resources[0].Tags should NOT have fewer than 1 properties',
    ],
    [
      { Resources: [{ ...resource, Tags: map(51) }] },
      'data.Resources[0].Tags should NOT have more than 50 properties',
    ],
    [
      { ProductFields: { 'Actual result': 'x'.repeat(2049) } },
      "data.ProductFields['Actual result'] should NOT be longer than 2048 characters",
    ],
    [{ Types: ['a//b'] }, 'data.Types[0] should match pattern "^([^/]+)(/[^/]+){0,2}$"'],
    [{ Types: ['a', 'a'] }, 'data.Types should NOT have duplicate items (items ## 1 and 0 are identical)'],
    [
      { Compliance: { Status: 'MAYBE' } },
      'data.Compliance.Status should be equal to one of the allowed values',
    ],
    [{ Confidence: 1.5 }, 'data.Confidence should be integer'],
    [{ Confidence: 101 }, 'data.Confidence should be <= 100'],
    [{ Title: 1 }, 'data.Title should be string'],
    [{ Extra: 1 }, 'data should NOT have additional properties'],
    [
      { UpdatedAt: '2026-01-01' },
      'data.UpdatedAt should match pattern "(\\d\\d\\d\\d)-[0-1](\\d)-[0-3](\\d)[Tt](?:[0-2](\\d):[0-5](\\d):[0-5](\\d)|23:59:60)(?:\\.(\\d)+)?(?:[Zz]|[+-](\\d\\d)(?::?(\\d\\d))?)$"',
    ],
  ])('%#', async (changes, violation) => {
    const message = `Finding does not adhere to Amazon Finding Format. ${violation}.`;
    expect(await verdict(finding('broken', changes))).toBe(message);
  });

  test('fails alone, in the order of the batch, beside what is stored', async () => {
    const batch = [finding('f1', { Title: 1 }), finding('f2'), null, finding('f4', { Id: 7 }), finding('f5')];
    const prefix = 'Finding does not adhere to Amazon Finding Format. ';
    const failures = [
      failure('f1', `${prefix}data.Title should be string.`),
      failure('', `${prefix}data should be object.`),
      failure('', `${prefix}data.Id should be string.`),
    ];
    expectSuccess(
      await hub.root.importFindings(batch),
      `{"FailedCount":3,"SuccessCount":2,"FailedFindings":${JSON.stringify(failures)}}`,
    );
    expect((await hub.root.allFindings(byId('f', 'PREFIX'))).map(({ Id }) => Id).sort()).toEqual([
      'f2',
      'f5',
    ]);
  });

  test('leaves the finding that is stored as it was', async () => {
    await hub.root.importFindings([finding('kept')]);
    const [before] = await hub.root.allFindings(byId('kept'));
    await verdict(finding('kept', { UpdatedAt: minute(5), Title: '' }));
    expect(await hub.root.allFindings(byId('kept'))).toEqual([before]);
  });
});

describe('size', () => {
  test('a finding may have exactly 240 KB', async () => {
    const exact = findingOfSize('exact', MAX_BYTES);
    expectSuccess(await hub.root.importFindings([exact]), imported(1));
    const [stored] = await hub.root.allFindings(byId('exact'));
    expect(stored).toMatchObject({ Resources: exact.Resources });
    expect(await verdict(findingOfSize('over', MAX_BYTES + 1))).toBe(TOO_LARGE);
    expect(await hub.root.allFindings(byId('over'))).toEqual([]);
    // What the service and the customer add to it does not keep its export out.
    const UserDefinedFields = Object.fromEntries(
      Array.from({ length: 50 }, (_, n) => [`k${n}`, 'v'.repeat(1024)]),
    );
    const archived = { ...stored, UserDefinedFields, RecordState: 'ARCHIVED', UpdatedAt: minute(1) };
    expectSuccess(await hub.root.importFindings([archived]), imported(1));
    expect(await hub.root.allFindings(byId('exact'))).toMatchObject([{ RecordState: 'ARCHIVED' }]);
  });

  test('a whole batch of the largest', async () => {
    const batch = Array.from({ length: 25 }, (_, n) => findingOfSize(`largest-${n}`, MAX_BYTES));
    expectSuccess(await hub.root.importFindings(batch), imported(25));
    const page = await hub.root.getFindings({ ...byId('largest-', 'PREFIX'), MaxResults: 100 });
    expect(Object(page.json).Findings).toHaveLength(25);
  });

  test('counts what is stored, not what was sent', async () => {
    const scores = Array.from({ length: 9_000 }, () => ({ BaseScore: 0 }));
    const text = JSON.stringify({
      Findings: [finding('grows', { Vulnerabilities: [{ Id: 'CVE', Cvss: scores }] })],
    });
    const bytes = Buffer.from(text.replaceAll('"BaseScore":0', '"BaseScore":1e20'));
    expect(bytes.length).toBeLessThan(MAX_BYTES);
    const answer = await hub.root.call('POST', '/findings/import', undefined, { bytes });
    expect(answer).toMatchObject({ json: { FailedFindings: [failure('grows', TOO_LARGE)] } });
  });

  test('a string may have 32,767 characters', async () => {
    for (const [character, count] of [
      ['x', 32_767],
      ['é', 32_767],
    ] as const) {
      const sent = finding(`string-${character}`, { SourceUrl: character.repeat(count) });
      expectSuccess(await hub.root.importFindings([sent]), imported(1));
      expect(await hub.root.allFindings(byId(`string-${character}`))).toMatchObject([
        { SourceUrl: sent.SourceUrl },
      ]);
    }
    expect(await verdict(finding('string', { SourceUrl: 'x'.repeat(32_768) }))).toBe(STRING_TOO_LARGE);
    expect(await verdict(finding('string', { SourceUrl: 'x'.repeat(32_768), Title: 1, Extra: 1 }))).toBe(
      STRING_TOO_LARGE,
    );
    expect(await verdict(finding('x'.repeat(32_768)))).toBe(STRING_TOO_LARGE);
  });
});

describe('members that the model does not know', () => {
  const ahead = () => {
    const text = JSON.stringify(
      finding('ahead', { Resources: [{ Type: 'Other', Id: 'r', Soon: { a: [1] } }] }),
    );
    const sent: Record<string, unknown> = JSON.parse(
      text.replace('{', '{"__proto__":{"polluted":true},"Tomorrow":["x"],'),
    );
    return sent;
  };

  test('are refused', async () => {
    const message =
      'Finding does not adhere to Amazon Finding Format. data should NOT have additional properties, data should NOT have additional properties, data.Resources[0] should NOT have additional properties.';
    expect(await verdict(ahead())).toBe(message);
  });

  test('or kept, literally, until an update leaves them out', async () => {
    const keeping = await startTestHub({ unknownMembers: 'keep' });
    try {
      expectSuccess(await keeping.root.importFindings([ahead()]), imported(1));
      const first = await keeping.root.getFindings();
      expect(first.text).toContain('"__proto__":{"polluted":true}');
      expect(first).toMatchObject({
        json: { Findings: [{ Tomorrow: ['x'], Resources: [{ Soon: { a: [1] } }] }] },
      });
      expect(Object.hasOwn({}, 'polluted') || 'polluted' in {}).toBe(false);
      const [stored] = await keeping.root.allFindings();
      expectSuccess(await keeping.root.importFindings([{ ...stored, UpdatedAt: minute(1) }]), imported(1));
      expect(await keeping.root.getFindings()).toMatchObject({ json: { Findings: [{ Tomorrow: ['x'] }] } });
      await keeping.root.importFindings([finding('ahead', { UpdatedAt: minute(2) })]);
      const [last] = await keeping.root.allFindings();
      expect(last).not.toHaveProperty('Tomorrow');
    } finally {
      await keeping.close();
    }
  });
});
