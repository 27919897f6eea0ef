import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { defaultProduct, finding, identifier } from '../testing/findings.js';
import { ROOT, ROOT_KEY, type RunningHub, startTestHub } from '../testing/hub.js';
import { expectRefusal, expectSuccess, imported } from '../testing/refusal.js';

let hub: RunningHub;
beforeAll(async () => {
  hub = await startTestHub();
});
afterAll(() => hub.close());

const HUB_ARN = `arn:aws:securityhub:eu-west-1:${ROOT}:hub/default`;
const MISMATCH =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key ' +
  'and signing method. Consult the service documentation for details.';
const minutesFromNow = (minutes: number): Date => new Date(Date.now() + minutes * 60_000);

describe('who calls', () => {
  test('without a signature', async () => {
    const answer = await hub.client().getFindings();
    expectRefusal(answer, 403, 'MissingAuthenticationTokenException', 'Missing Authentication Token');
  });

  test('is answered in JSON, by the bare name of the type', async () => {
    for (const answer of [await hub.root.getFindings(), await hub.client().getFindings()]) {
      expect(answer.headers['content-type']).toBe('application/json');
    }
  });

  test('with a key that there is not', async () => {
    const stranger = hub.client({ accessKeyId: 'AKIASTRANGER00000000', secretAccessKey: 'x' });
    const message = 'The security token included in the request is invalid.';
    expectRefusal(await stranger.getFindings(), 403, 'UnrecognizedClientException', message);
  });

  test('with another secret', async () => {
    const thief = hub.client({ ...ROOT_KEY, secretAccessKey: 'guessed' });
    expectRefusal(await thief.importFindings([finding('t')]), 403, 'InvalidSignatureException', MISMATCH);
  });

  test('with a body that is not the one that was signed', async () => {
    const signed = await hub.root.headers('POST', '/findings', Buffer.from('{"MaxResults":1}'));
    const body = Buffer.from('{"MaxResults":2}');
    const answer = await hub.client().call('POST', '/findings', undefined, { bytes: body, headers: signed });
    expectRefusal(answer, 403, 'InvalidSignatureException', MISMATCH);
  });

  test.each([
    ['expired', -5.5, /^Signature expired: /],
    ['early', 5.5, /^Signature not yet current: /],
  ])('with a signature that is %s', async (_what, minutes, message) => {
    const answer = await hub.root.getFindings({}, { date: minutesFromNow(minutes) });
    expectRefusal(answer, 403, 'InvalidSignatureException', expect.stringMatching(message));
  });

  test.each([-4.5, 4.5])('with a clock that is %d minutes off', async (minutes) => {
    expect(await hub.root.getFindings({}, { date: minutesFromNow(minutes) })).toMatchObject({ status: 200 });
  });

  test('with half a signature', async () => {
    const headers = {
      authorization: 'AWS4-HMAC-SHA256 Credential=AKIA/20260101/eu-west-1/securityhub/aws4_request',
    };
    const answer = await hub.client().getFindings({}, { headers });
    const message = expect.stringMatching(/^Authorization header requires 'Signature' parameter\. /);
    expectRefusal(answer, 400, 'IncompleteSignatureException', message);
  });

  test('for another service', async () => {
    const answer = await hub.root.getFindings({}, { service: 'guardduty' });
    const message = "Credential should be scoped to correct service: 'securityhub'. ";
    expectRefusal(answer, 403, 'InvalidSignatureException', message);
  });
});

describe('what a caller may', () => {
  const USER = `arn:aws:iam::${ROOT}:user/`;
  const allow = (Action: string | string[], Resource = '*') => ({ Effect: 'Allow', Action, Resource });
  const policy = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });

  test('nothing, without a policy', async () => {
    const user = await hub.user(ROOT, 'nobody', []);
    const denied = (op: string, resource: string): string =>
      `User: ${USER}nobody is not authorized to perform: securityhub:${op} on resource: ${resource}` +
      ` because no identity-based policy allows the securityhub:${op} action`;
    const read = denied('GetFindings', HUB_ARN);
    expectRefusal(await user.getFindings(), 403, 'AccessDeniedException', read);
    const update = await user.updateFindings({ FindingIdentifiers: [identifier('x')], Confidence: 1 });
    expectRefusal(update, 403, 'AccessDeniedException', denied('BatchUpdateFindings', HUB_ARN));
    const sent = await user.importFindings([finding('x')]);
    expectRefusal(sent, 403, 'AccessDeniedException', denied('BatchImportFindings', defaultProduct()));
    // A batch that names no product at all is no way around it.
    for (const bad of [{}, null, finding('x', { ProductArn: undefined })]) {
      const answer = await user.importFindings([bad]);
      expectRefusal(answer, 403, 'AccessDeniedException', denied('BatchImportFindings', HUB_ARN));
    }
  });

  test('nothing that is denied explicitly', async () => {
    const user = await hub.user(ROOT, 'denied', [
      policy(allow('securityhub:*'), { Effect: 'Deny', Action: 'securityhub:GetFindings', Resource: '*' }),
    ]);
    const message = `User: ${USER}denied is not authorized to perform: securityhub:GetFindings on resource: ${HUB_ARN} with an explicit deny`;
    expectRefusal(await user.getFindings(), 403, 'AccessDeniedException', message);
    expectSuccess(await user.importFindings([finding('denied')]), imported(1));
  });

  test('what its policy allows, and only on that resource', async () => {
    const acme = 'arn:aws:securityhub:*:*:product/acme/*';
    const user = await hub.user(ROOT, 'narrow', [policy(allow('securityhub:BatchImportFindings', acme))]);
    const message =
      `User: ${USER}narrow is not authorized to perform: securityhub:BatchImportFindings on resource: ${defaultProduct()}` +
      ' because no identity-based policy allows the securityhub:BatchImportFindings action';
    expectRefusal(await user.importFindings([finding('narrow')]), 403, 'AccessDeniedException', message);
  });
});

describe('the hub', () => {
  test('is not enabled in this account', async () => {
    const account = await hub.account('210987654321', { hub: false });
    const message = 'Account 210987654321 is not subscribed to AWS Security Hub';
    const own = { AwsAccountId: '210987654321', ProductArn: defaultProduct('210987654321') };
    const answers = await Promise.all([
      account.getFindings(),
      account.importFindings([finding('x', own)]),
      account.importFindings([{}]),
      account.updateFindings({ FindingIdentifiers: [identifier('x')], Confidence: 1 }),
      account.call('GET', '/accounts'),
    ]);
    for (const answer of answers) expectRefusal(answer, 401, 'InvalidAccessException', message);
  });

  test('is not enabled in this Region', async () => {
    const elsewhere = hub.client(ROOT_KEY, 'ap-southeast-2');
    const message = `Account ${ROOT} is not subscribed to AWS Security Hub`;
    expectRefusal(await elsewhere.getFindings(), 401, 'InvalidAccessException', message);
  });

  test('is enabled twice', async () => {
    const answer = await hub.root.call('POST', '/accounts', {});
    const message = 'Account is already subscribed to Security Hub';
    expectRefusal(answer, 409, 'ResourceConflictException', message);
  });
});
