import { afterEach, beforeEach, expect, test } from 'vitest';
import { EnableSecurityHub } from './EnableSecurityHub.js';
import { ListTagsForResource } from './ListTagsForResource.js';
import { TagResource } from './TagResource.js';
import { ACCOUNT, HUB_ARN, only, openTestHub, REGION, refusal, type TestHub } from './testing.js';
import { UntagResource } from './UntagResource.js';

let hub: TestHub;
beforeEach(async () => {
  hub = await openTestHub();
  await EnableSecurityHub({}, hub.call());
});
afterEach(() => hub.close());

const tag = (Tags: Record<string, string>, ResourceArn = HUB_ARN) =>
  TagResource({ ResourceArn, Tags }, hub.call());
const numbered = (prefix: string, count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`${prefix}${i}`, 'v']));

test('the documentation’s example', async () => {
  expect(await tag({ Area: 'USMidwest', Department: 'Operations' })).toEqual({});
  expect(await ListTagsForResource({ ResourceArn: HUB_ARN }, hub.call())).toEqual({
    Tags: { Area: 'USMidwest', Department: 'Operations' },
  });
});

test('adds to the tags that are there and replaces those of the same key', async () => {
  await tag({ Team: 'blue', Stage: 'prod' });
  await tag({ Team: 'red', team: 'lower case is another key' });
  expect(await ListTagsForResource({ ResourceArn: HUB_ARN }, hub.call())).toEqual({
    Tags: { Team: 'red', Stage: 'prod', team: 'lower case is another key' },
  });
});

test('of calls at once, nobody’s tags are lost', async () => {
  await tag({ Old: 'x' });
  await Promise.all([
    tag({ Team: 'blue' }),
    tag({ Stage: 'prod' }),
    UntagResource({ ResourceArn: HUB_ARN, TagKeys: ['Old'] }, hub.call()),
    tag({ Area: 'west' }),
  ]);
  expect(await ListTagsForResource({ ResourceArn: HUB_ARN }, hub.call())).toEqual({
    Tags: { Area: 'west', Stage: 'prod', Team: 'blue' },
  });
});

test('a resource has at most 50, however they were added', async () => {
  await tag(numbered('a', 30));
  expect(await refusal(tag(numbered('b', 21)))).toEqual({
    code: 'InvalidInputException',
    status: 400,
    message: "Invalid parameter 'Tags'. Size '51' is greater than maximum value: 50.",
  });
  await tag(numbered('b', 20));
  await tag(numbered('a', 30));
});

test.each([
  ['an empty key', { '': 'x' }],
  ['a key of 129', { ['k'.repeat(129)]: 'x' }],
  ['a reserved key', { 'aws:createdBy': 'x' }],
  ['a reserved key in capitals', { 'AWS:createdBy': 'x' }],
  ['a key with a space', { 'a b': 'x' }],
  ['a key of other letters', { ключ: 'x' }],
  ['a value of 257', { k: 'v'.repeat(257) }],
])('%s is refused, and nothing is stored', async (_, tags) => {
  await tag({ Team: 'blue' });
  expect(await refusal(tag({ Good: 'yes', ...tags }))).toMatchObject({ code: 'InvalidInputException' });
  expect(await ListTagsForResource({ ResourceArn: HUB_ARN }, hub.call())).toEqual({ Tags: { Team: 'blue' } });
});

test('the longest key and value, and any name for a key', async () => {
  const longest = { ['k'.repeat(128)]: 'v'.repeat(256), 'aws-like': '', 'a:b/c=d+e-f.g_h': '' };
  const hostile: Record<string, string> = JSON.parse('{"__proto__":"x","constructor":"y"}');
  await tag(longest);
  await tag(hostile);
  const { Tags } = await ListTagsForResource({ ResourceArn: HUB_ARN }, hub.call());
  expect(JSON.parse(JSON.stringify(Tags))).toEqual({ ...longest, ...hostile });
  expect(Object.keys(Tags ?? {})).toHaveLength(5);
});

test.each([
  [`arn:aws:securityhub:${REGION}:210987654321:hub/default`, 'ResourceNotFoundException'],
  [`arn:aws:securityhub:eu-west-1:${ACCOUNT}:hub/default`, 'ResourceNotFoundException'],
  [`arn:aws:securityhub:${REGION}:${ACCOUNT}:automation-rule/x`, 'ResourceNotFoundException'],
  ['arn:aws:s3:::bucket', 'InvalidInputException'],
  ['hub', 'InvalidInputException'],
])('%s: %s', async (arn, code) => {
  expect(await refusal(tag({ a: 'b' }, arn))).toMatchObject({ code });
});

test('needs permission for the resource, and a hub', async () => {
  const input = { ResourceArn: HUB_ARN, Tags: { a: 'b' } };
  const elsewhere = hub.call({
    policies: only('securityhub:TagResource', 'arn:aws:securityhub:*:*:automation-rule/*'),
  });
  expect(await refusal(TagResource(input, elsewhere))).toMatchObject({
    code: 'AccessDeniedException',
    message: expect.stringContaining(`on resource: ${HUB_ARN}`),
  });
  expect(await refusal(TagResource(input, hub.call({ region: 'eu-west-1' })))).toMatchObject({
    code: 'InvalidAccessException',
  });
});
