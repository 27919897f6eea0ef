import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ATTRIBUTES } from '../findings/filter/attributes.js';
import { finding, identifier } from '../testing/findings.js';
import { ROOT, type RunningHub, startTestHub } from '../testing/hub.js';
import { expectRefusal, expectSuccess, imported } from '../testing/refusal.js';

let hub: RunningHub;
beforeAll(async () => {
  hub = await startTestHub();
});
afterAll(() => hub.close());

const many = (count: number): unknown[] => Array.from({ length: count }, (_, n) => finding(`many-${n}`));

describe('sizes and numbers', () => {
  test('lists', async () => {
    const tooMany = "Invalid parameter 'Findings'. Size '109' is greater than maximum value: 100.";
    expectRefusal(await hub.root.importFindings(many(109)), 400, 'InvalidInputException', tooMany);
    const none = "Invalid parameter 'Findings'. Size '0' is less than minimum value: 1.";
    expectRefusal(await hub.root.importFindings([]), 400, 'InvalidInputException', none);
    expectSuccess(await hub.root.importFindings(many(100)), imported(100));
  });

  test('numbers', async () => {
    const over = await hub.root.getFindings({ MaxResults: 101 });
    const tooLarge = "Invalid parameter 'MaxResults'. '101' is greater than maximum value: 100.";
    expectRefusal(over, 400, 'InvalidInputException', tooLarge);
    const under = await hub.root.getFindings({ MaxResults: 0 });
    const tooSmall = "Invalid parameter 'MaxResults'. '0' is less than minimum value: 1.";
    expectRefusal(under, 400, 'InvalidInputException', tooSmall);
    const inQuery = await hub.root.call('GET', '/products', undefined, { query: { MaxResults: '1100' } });
    const inQueryToo = "Invalid parameter 'MaxResults'. '1100' is greater than maximum value: 100.";
    expectRefusal(inQuery, 400, 'InvalidInputException', inQueryToo);
  });

  test.each([
    [{}, "Invalid parameter 'Findings'. A value is required."],
    [{ Findings: null }, "Invalid parameter 'Findings'. It should be array."],
    [{ Findings: 'x' }, "Invalid parameter 'Findings'. It should be array."],
    [{ Findings: {} }, "Invalid parameter 'Findings'. It should be array."],
  ])('%j', async (body, message) => {
    expectRefusal(
      await hub.root.call('POST', '/findings/import', body),
      400,
      'InvalidInputException',
      message,
    );
  });
});

describe('a ProductArn that does not parse', () => {
  test.each([
    'arn:aws:securityhub:::product/x/y',
    'arn:aws:securityhub:eu-west-1:12345:product/x/y',
    'arn:aws:securityhub:eu-west-1::product/x',
    'arn:aws:securityhub:eu-west-1::product/x/y/z',
    'arn:aws:guardduty:eu-west-1::product/x/y',
    `arn:aws:securityhub:eu-west-1:${ROOT}:product/${ROOT}/default\n`,
    'x',
    '',
  ])('%j is named, alone', async (ProductArn) => {
    const answer = await hub.root.importFindings([finding('a'), finding('b', { ProductArn })]);
    expectRefusal(answer, 400, 'InvalidInputException', `productArn: "${ProductArn}"`);
    expect(await hub.root.allFindings({ Filters: { Id: [{ Value: 'a', Comparison: 'EQUALS' }] } })).toEqual(
      [],
    );
  });

  test('comes before permissions, and those before the format', async () => {
    const foreign = 'arn:aws:securityhub:eu-west-1::product/nobody/nothing';
    const unparsable = finding('c', { ProductArn: 'arn:aws:securityhub:::product/x/y' });
    const denied = finding('b', { ProductArn: foreign });
    const malformed = finding('a', { Title: 7, Extra: true });
    const all = [malformed, denied, unparsable];
    const first = await hub.root.importFindings(all);
    expectRefusal(first, 400, 'InvalidInputException', 'productArn: "arn:aws:securityhub:::product/x/y"');
    const second = await hub.root.importFindings([malformed, denied]);
    const message = `User: arn:aws:iam::${ROOT}:root is not authorized to perform: securityhub:BatchImportFindings on resource: ${foreign}`;
    expectRefusal(second, 403, 'AccessDeniedException', message);
    const third = await hub.root.importFindings([malformed]);
    const text = 'data should NOT have additional properties, data.Title should be string.';
    expectSuccess(
      third,
      `{"FailedCount":1,"SuccessCount":0,"FailedFindings":[{"Id":"a","ErrorCode":"InvalidInput","ErrorMessage":"Finding does not adhere to Amazon Finding Format. ${text}"}]}`,
    );
    const size = await hub.root.importFindings([...all, ...many(98)]);
    const tooMany = "Invalid parameter 'Findings'. Size '101' is greater than maximum value: 100.";
    expectRefusal(size, 400, 'InvalidInputException', tooMany);
  });
});

describe('a filter', () => {
  test.each([
    [
      { CreatedAt: [{ DateRange: { Value: '7', Unit: 'DAYS' } }] },
      'data.CreatedAt[0].DateRange.Value should be number',
    ],
    [{ Id: [{ Value: 1, Comparison: 'EQUALS' }] }, 'data.Id[0].Value should be string'],
    [{ Id: 'x' }, 'data.Id should be array'],
    [{ Id: ['x'] }, 'data.Id[0] should be object'],
    [
      { Id: [{ Value: 'x', Comparison: 'LIKE' }] },
      'data.Id[0].Comparison should be equal to one of the allowed values',
    ],
    [{ Id: [{ Value: 'x', Extra: 1 }] }, 'data.Id[0] should NOT have additional properties'],
    [{ Nothing: [] }, 'data should NOT have additional properties'],
    [{ UpdatedAt: [{}] }, 'data.UpdatedAt[0] should NOT have fewer than 1 properties'],
    [{ UpdatedAt: [{ End: '2026-01-01' }] }, 'data.UpdatedAt[0].End should be a date'],
    [[], 'data should be object'],
    ['x', 'data should be object'],
  ])('%j is refused', async (Filters, violation) => {
    const answer = await hub.root.getFindings({ Filters });
    expectRefusal(answer, 400, 'InvalidInputException', `Invalid Filters in the input: ${violation}`);
  });

  test('has at most twenty values of an attribute, of as many attributes as there are', async () => {
    const values = (count: number) =>
      Array.from({ length: count }, (_, n) => ({ Value: `${n}`, Comparison: 'EQUALS' }));
    expect(await hub.root.getFindings({ Filters: { Id: values(20) } })).toMatchObject({ status: 200 });
    for (const count of [21, 2_000, 40_000]) {
      const answer = await hub.root.getFindings({ Filters: { Id: values(count) } });
      const message = 'Invalid Filters in the input: data.Id should NOT have more than 20 items';
      expectRefusal(answer, 400, 'InvalidInputException', message);
    }
    const Filters = Object.fromEntries([...ATTRIBUTES.keys()].map((name) => [name, []]));
    expect(await hub.root.getFindings({ Filters })).toMatchObject({ status: 200 });
  });
});

test('members that the model does not know are ignored, however deep they go', async () => {
  await hub.root.importFindings([finding('ignored')]);
  const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
  const target = JSON.stringify(identifier('ignored'));
  const bodies = [
    ['POST', '/findings', `{"MaxResults":1,"__proto__":{"MaxResults":0},"Whatever":${deep}}`],
    ['PATCH', '/findings/batchupdate', `{"FindingIdentifiers":[${target}],"Confidence":1,"Title":${deep}}`],
    [
      'PATCH',
      '/findings/batchupdate',
      `{"FindingIdentifiers":[${target}],"Note":{"Text":"a","UpdatedBy":"b","X":${deep}}}`,
    ],
  ] as const;
  for (const [method, path, body] of bodies) {
    expect(await hub.root.call(method, path, undefined, { bytes: Buffer.from(body) })).toMatchObject({
      status: 200,
    });
  }
  for (const Filters of [deep, `{"Id":${deep}}`, `{"Id":[{"Value":${deep}}]}`]) {
    const bytes = Buffer.from(`{"Filters":${Filters}}`);
    const answer = await hub.root.call('POST', '/findings', undefined, { bytes });
    const message = expect.stringMatching(/^Invalid Filters in the input: data\S* should be \w+$/);
    expectRefusal(answer, 400, 'InvalidInputException', message);
  }
});
