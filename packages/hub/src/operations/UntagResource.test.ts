import { afterEach, beforeEach, expect, test } from 'vitest';
import { EnableSecurityHub } from './EnableSecurityHub.js';
import { ListTagsForResource } from './ListTagsForResource.js';
import { HUB_ARN, only, openTestHub, refusal, type TestHub } from './testing.js';
import { UntagResource } from './UntagResource.js';

let hub: TestHub;
beforeEach(async () => {
  hub = await openTestHub();
  await EnableSecurityHub({ Tags: { Department: 'Operations', Area: 'USMidwest' } }, hub.call());
});
afterEach(() => hub.close());

test('the documentation’s example', async () => {
  expect(await UntagResource({ ResourceArn: HUB_ARN, TagKeys: ['Department'] }, hub.call())).toEqual({});
  expect(await ListTagsForResource({ ResourceArn: HUB_ARN }, hub.call())).toEqual({
    Tags: { Area: 'USMidwest' },
  });
});

test('keys that are not there are passed over', async () => {
  const TagKeys = ['area', 'toString', '__proto__', 'Area', 'Area'];
  await UntagResource({ ResourceArn: HUB_ARN, TagKeys }, hub.call());
  expect(await ListTagsForResource({ ResourceArn: HUB_ARN }, hub.call())).toEqual({
    Tags: { Department: 'Operations' },
  });
});

test('needs permission of its own', async () => {
  const tagger = hub.call({ policies: only('securityhub:TagResource') });
  expect(await refusal(UntagResource({ ResourceArn: HUB_ARN, TagKeys: ['Area'] }, tagger))).toMatchObject({
    code: 'AccessDeniedException',
  });
});

test('an unknown resource is not found', async () => {
  const input = { ResourceArn: HUB_ARN.replace('hub/default', 'insight/x'), TagKeys: ['Area'] };
  expect(await refusal(UntagResource(input, hub.call()))).toMatchObject({
    code: 'ResourceNotFoundException',
  });
});
