import { afterEach, beforeEach, expect, test } from 'vitest';
import { DescribeHub } from './DescribeHub.js';
import { EnableSecurityHub } from './EnableSecurityHub.js';
import { openTestHub, refusal, type TestHub } from './testing.js';
import { UpdateSecurityHubConfiguration } from './UpdateSecurityHubConfiguration.js';

let hub: TestHub;
beforeEach(async () => {
  hub = await openTestHub();
});
afterEach(() => hub.close());

test('changes what is given and leaves the rest', async () => {
  await EnableSecurityHub({}, hub.call());
  expect(await UpdateSecurityHubConfiguration({ AutoEnableControls: false }, hub.call())).toEqual({});
  expect(await DescribeHub({}, hub.call())).toMatchObject({
    AutoEnableControls: false,
    ControlFindingGenerator: 'SECURITY_CONTROL',
    SubscribedAt: '2026-03-04T05:06:07.890Z',
  });
  await UpdateSecurityHubConfiguration({ ControlFindingGenerator: 'STANDARD_CONTROL' }, hub.call());
  expect(await DescribeHub({}, hub.call())).toMatchObject({
    AutoEnableControls: false,
    ControlFindingGenerator: 'STANDARD_CONTROL',
  });
});

test('needs a hub and permission', async () => {
  expect(await refusal(UpdateSecurityHubConfiguration({}, hub.call()))).toMatchObject({
    code: 'InvalidAccessException',
  });
  expect(await refusal(UpdateSecurityHubConfiguration({}, hub.call({ policies: [] })))).toMatchObject({
    code: 'AccessDeniedException',
  });
});
