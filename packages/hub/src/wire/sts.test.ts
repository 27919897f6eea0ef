import { GetCallerIdentityCommand, GetSessionTokenCommand, STSClient } from '@aws-sdk/client-sts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Caller } from '../access/caller.js';
import { ServiceError } from '../errors.js';
import { testServer, verify } from './sigv4/test-server.js';
import { answerSts, stsError } from './sts.js';

const SECRET = 'a-secret';
const ID = '7a62c49f-347e-4fc4-9331-6e8eEXAMPLE';
const caller: Caller = {
  account: '111122223333',
  arn: 'arn:aws:iam::111122223333:user/<a & b>',
  userId: 'AIDAEXAMPLE',
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  region: 'us-east-1',
  policies: [],
};

async function withClient<Result>(
  secretAccessKey: string,
  use: (client: STSClient) => Promise<Result>,
  refuse?: ServiceError,
): Promise<Result> {
  const server = await testServer((seen) => {
    let answer: ReturnType<typeof answerSts>;
    try {
      verify(seen, SECRET, new Date(), ['sts']);
      if (refuse !== undefined) throw refuse;
      answer = answerSts({ url: seen.request.url, body: seen.body }, caller, ID);
    } catch (error) {
      answer = stsError(error, ID);
    }
    const { status, contentType, body } = answer;
    return { status, headers: { 'content-type': contentType }, body };
  });
  const client = new STSClient({
    endpoint: server.url,
    region: 'us-east-1',
    maxAttempts: 1,
    credentials: { accessKeyId: caller.accessKeyId, secretAccessKey },
  });
  try {
    return await use(client);
  } finally {
    client.destroy();
    await server.close();
  }
}

const caught = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => expect.unreachable('was answered'),
    (error: unknown) => error,
  );

describe('the STS client of the SDK', () => {
  test('reads who the caller is', async () => {
    const answer = await withClient(SECRET, (client) => client.send(new GetCallerIdentityCommand({})));
    expect(answer).toMatchObject({ Account: caller.account, UserId: caller.userId, Arn: caller.arn });
    expect(answer.$metadata.httpStatusCode).toBe(200);
  });

  test('reads that its signature is wrong', async () => {
    const error = await withClient('another', (client) =>
      caught(client.send(new GetCallerIdentityCommand({}))),
    );
    expect(error).toMatchObject({
      name: 'SignatureDoesNotMatch',
      Type: 'Sender',
      $metadata: { httpStatusCode: 403 },
      message: expect.stringMatching(/^The request signature we calculated does not match/),
    });
  });

  test('reads that its key is unknown, whatever the message holds', async () => {
    const refuse = new ServiceError('UnrecognizedClientException', 'a < b & "c" \u0000 \ud800');
    const error = await withClient(
      SECRET,
      (client) => caught(client.send(new GetCallerIdentityCommand({}))),
      refuse,
    );
    expect(error).toMatchObject({
      name: 'InvalidClientTokenId',
      message: 'a < b & "c" \ufffd \ufffd',
      $metadata: { httpStatusCode: 403 },
    });
  });

  test('reads that there is no such operation', async () => {
    const error = await withClient(SECRET, (client) => caught(client.send(new GetSessionTokenCommand({}))));
    expect(error).toMatchObject({
      name: 'InvalidAction',
      message: 'Could not find operation GetSessionToken for version 2011-06-15',
      $metadata: { httpStatusCode: 400 },
    });
  });
});

describe('answers', () => {
  test('are the XML of STS', () => {
    const expected = {
      status: 200,
      contentType: 'text/xml',
      body:
        '<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>' +
        '<Arn>arn:aws:iam::111122223333:user/&lt;a &amp; b&gt;</Arn><UserId>AIDAEXAMPLE</UserId>' +
        `<Account>111122223333</Account></GetCallerIdentityResult><ResponseMetadata><RequestId>${ID}</RequestId>` +
        '</ResponseMetadata></GetCallerIdentityResponse>',
    };
    const query = 'Action=GetCallerIdentity&Version=2011-06-15';
    expect(answerSts({ url: '/', body: query }, caller, ID)).toEqual(expected);
    expect(answerSts({ url: `/?${query}&X-Amz-Signature=abc`, body: '' }, caller, ID)).toEqual(expected);
  });

  test.each([
    ['', 400, 'MissingAction', 'The request must contain the parameter Action.'],
    [
      'Action=GetCallerIdentity',
      400,
      'InvalidAction',
      'Could not find operation GetCallerIdentity for version NO_VERSION_SPECIFIED',
    ],
    ['Action=%3Cb%3E&Version=1', 400, 'InvalidAction', 'Could not find operation &lt;b&gt; for version 1'],
  ])('to the form %j', (body, status, code, message) => {
    const answer = answerSts({ url: '/', body: Buffer.from(body) }, caller, ID);
    expect(answer.status).toBe(status);
    expect(answer.body).toContain(
      `<Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error>`,
    );
    expect(answer.body).toContain(`<RequestId>${ID}</RequestId></ErrorResponse>`);
  });

  test.each([
    [new ServiceError('UnrecognizedClientException', 'm'), 403, 'Sender', 'InvalidClientTokenId', 'm'],
    [new ServiceError('InvalidSignatureException', 'm'), 403, 'Sender', 'SignatureDoesNotMatch', 'm'],
    [new ServiceError('IncompleteSignatureException', 'm'), 400, 'Sender', 'IncompleteSignature', 'm'],
    [
      new ServiceError('MissingAuthenticationTokenException', 'm'),
      403,
      'Sender',
      'MissingAuthenticationToken',
      'Request is missing Authentication Token',
    ],
    [new ServiceError('TooManyRequestsException', 'm'), 400, 'Sender', 'Throttling', 'Rate exceeded'],
    [new ServiceError('RequestEntityTooLargeException', 'm'), 413, 'Sender', 'RequestEntityTooLarge', 'm'],
    [
      new Error('secret detail'),
      500,
      'Receiver',
      'InternalFailure',
      'The request processing has failed because of an unknown error, exception or failure.',
    ],
  ])('to the fault %s', (error, status, type, code, message) => {
    const answer = stsError(error, ID);
    expect(answer.status).toBe(status);
    expect(answer.body).toContain(
      `<Error><Type>${type}</Type><Code>${code}</Code><Message>${message}</Message></Error>`,
    );
  });

  test('are well-formed whatever is asked', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.uint8Array(), (text, bytes) => {
        for (const body of [`Action=${encodeURIComponent(text.replace(/\p{Cs}/gu, ''))}`, text, bytes]) {
          const answer = answerSts({ url: `/?${text}`, body }, caller, ID);
          const message = /<Message>([^<]*)<\/Message>/.exec(answer.body)?.[1] ?? '';
          expect(message).not.toBe('');
          expect(message.replace(/&(amp|lt|gt|quot|apos);/g, '')).not.toMatch(/[&<>]|[^\P{Cc}\t\n\r]/u);
        }
      }),
    );
  });
});
