import { afterEach, beforeEach, expect, test } from 'vitest';
import { EnableSecurityHub } from './EnableSecurityHub.js';
import { ListTagsForResource } from './ListTagsForResource.js';
import { ACCOUNT, HUB_ARN, only, openTestHub, refusal, type TestHub } from './testing.js';

let hub: TestHub;
beforeEach(async () => {
  hub = await openTestHub();
});
afterEach(() => hub.close());

const list = (ResourceArn: string, call = hub.call()) => ListTagsForResource({ ResourceArn }, call);

test('a resource without tags has an empty map', async () => {
  await EnableSecurityHub({}, hub.call());
  expect(await list(HUB_ARN)).toEqual({ Tags: {} });
});

test('another account’s tags do not show', async () => {
  const other = hub.call({ account: '210987654321' });
  await EnableSecurityHub({ Tags: { Secret: 'yes' } }, other);
  await EnableSecurityHub({}, hub.call());
  const theirs = HUB_ARN.replace(ACCOUNT, '210987654321');
  expect(await refusal(list(theirs))).toEqual({
    code: 'ResourceNotFoundException',
    status: 404,
    message: `Resource not found: ${theirs}`,
  });
});

test('needs permission and a hub', async () => {
  expect(await refusal(list(HUB_ARN))).toMatchObject({ code: 'InvalidAccessException' });
  const tagger = hub.call({ policies: only('securityhub:TagResource') });
  expect(await refusal(list(HUB_ARN, tagger))).toMatchObject({ code: 'AccessDeniedException' });
});
