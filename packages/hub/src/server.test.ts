import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { request as httpsRequest } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetFindingsCommand, SecurityHubClient } from '@aws-sdk/client-securityhub';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterEach, describe, expect, test } from 'vitest';
import { DEFAULTS } from './config.js';
import { startHub } from './server.js';
import { answerTo } from './testing/client.js';
import { defaultProduct, finding } from './testing/findings.js';
import { REGION, ROOT, ROOT_KEY, type RunningHub, startTestHub } from './testing/hub.js';
import { expectRefusal, expectSuccess, imported } from './testing/refusal.js';
import { answers, openSocket } from './testing/socket.js';

const folders: string[] = [];
const temporaryFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'docket-server-'));
  folders.push(folder);
  return folder;
};
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

async function withHub(config: Parameters<typeof startTestHub>[0], run: (hub: RunningHub) => Promise<void>) {
  const hub = await startTestHub(config);
  try {
    await run(hub);
  } finally {
    await hub.close();
  }
}

describe('a graceful stop', () => {
  test('finishes the import that it accepted, keeps it, and does not wait for the client to hang up', async () => {
    const dataFolder = temporaryFolder();
    const hub = await startTestHub({ dataFolder });
    const body = Buffer.from(JSON.stringify({ Findings: [finding('graceful')] }));
    const headers = await hub.root.headers('POST', '/findings/import', body);
    const sent = hub.root.send('POST', '/findings/import', { ...headers, expect: '100-continue' });
    sent.flushHeaders();
    // The hub has the head and asks for the body.
    await new Promise((resolve) => sent.once('continue', resolve));
    const closed = hub.hub.close();
    sent.end(body);
    const answer = await answerTo(sent);
    expectSuccess(answer, imported(1));
    expect(answer.headers.connection).toBe('close');
    await closed;
    await expect(fetch(hub.url)).rejects.toThrow();
    await withHub({ dataFolder }, async ({ root }) => {
      expect(await root.allFindings()).toMatchObject([{ Id: 'graceful' }]);
    });
  });

  test('says that it is not ready, on a connection that is still at work', async () => {
    const hub = await startTestHub();
    expect((await fetch(`${hub.url}/_docket/ready`)).status).toBe(200);
    const connection = await openSocket(hub.url);
    await connection.write('GET /_docket/health HTTP/1.1\r\nhost: x\r\n\r\nGET /_docket/ready HTTP/1.1\r\n');
    // The first answer tells that the beginning of the second request has arrived, too.
    await connection.until(answers(1));
    const closed = hub.close();
    await connection.write('host: x\r\n\r\n');
    const text = await connection.rest();
    expect(text).toMatch(/HTTP\/1\.1 503 .*"status":"not ready","reason":"stopping"/s);
    await closed;
  });
});

describe('trust mode', () => {
  test('takes any signature: the account is a key of twelve digits, else the root account', async () => {
    await withHub({ auth: 'trust' }, async (hub) => {
      const root = hub.client({ accessKeyId: 'whatever', secretAccessKey: 'wrong' });
      expectSuccess(await root.importFindings([finding('trusted')]), imported(1));
      expect(await hub.client().getFindings()).toMatchObject({
        status: 200,
        json: { Findings: [{ Id: 'trusted' }] },
      });
      const other = hub.client({ accessKeyId: '210987654321', secretAccessKey: 'wrong' });
      const message = 'Account 210987654321 is not subscribed to AWS Security Hub';
      expectRefusal(await other.getFindings(), 401, 'InvalidAccessException', message);
      expect(await other.call('POST', '/accounts', {})).toMatchObject({ status: 200 });
      expectSuccess(await other.getFindings(), '{"Findings":[]}');
      const own = finding('own', {
        AwsAccountId: '210987654321',
        ProductArn: defaultProduct('210987654321'),
      });
      expectSuccess(await other.importFindings([own]), imported(1));
      expect(await hub.client().allFindings()).toHaveLength(1);
    });
  });

  test('is for loopback only', async () => {
    const config = {
      ...DEFAULTS,
      port: 0,
      auth: 'trust',
      host: '0.0.0.0',
      dataFolder: temporaryFolder(),
    } as const;
    await expect(startHub(config)).rejects.toThrow(/loopback only/);
  });
});

test('STS tells unmodified clients who they are, at the same URL as everything else', async () => {
  await withHub({}, async (hub) => {
    const common = { endpoint: hub.url, region: REGION, credentials: ROOT_KEY, maxAttempts: 1 };
    const sts = new STSClient(common);
    expect(await sts.send(new GetCallerIdentityCommand({}))).toMatchObject({
      Account: ROOT,
      Arn: `arn:aws:iam::${ROOT}:root`,
      UserId: ROOT,
    });
    const wrong = new STSClient({ ...common, credentials: { ...ROOT_KEY, secretAccessKey: 'x' } });
    await expect(wrong.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
      name: 'SignatureDoesNotMatch',
      $metadata: { httpStatusCode: 403 },
    });
    const securityHub = new SecurityHubClient({
      ...common,
      credentials: { ...ROOT_KEY, secretAccessKey: 'x' },
    });
    await expect(securityHub.send(new GetFindingsCommand({}))).rejects.toMatchObject({
      name: 'InvalidSignatureException',
      $metadata: { httpStatusCode: 403, requestId: expect.stringMatching(/^[\w-]{36}$/) },
    });
  });
});

function makeCertificate(folder: string): { certFile: string; keyFile: string } | undefined {
  const certFile = join(folder, 'cert.pem');
  const keyFile = join(folder, 'key.pem');
  const args =
    'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost';
  try {
    execFileSync('openssl', [...args.split(' '), '-keyout', keyFile, '-out', certFile], { stdio: 'ignore' });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
  return { certFile, keyFile };
}

describe('TLS', () => {
  test('with a certificate and its key', async ({ skip }) => {
    const tls = makeCertificate(temporaryFolder());
    if (tls === undefined) return skip('openssl is not installed');
    await withHub({ tls }, async (hub) => {
      expect(hub.url).toMatch(/^https:/);
      const body = Buffer.from('{}');
      const headers = await hub.root.headers('POST', '/findings', body);
      const sent = httpsRequest(`${hub.url}/findings`, {
        method: 'POST',
        headers,
        rejectUnauthorized: false,
        agent: false,
      }).end(body);
      expectSuccess(await answerTo(sent), '{"Findings":[]}');

      // A session that began over TLS is never to go without.
      const key = JSON.stringify({
        AccessKeyId: ROOT_KEY.accessKeyId,
        SecretAccessKey: ROOT_KEY.secretAccessKey,
      });
      const signIn = httpsRequest(`${hub.url}/_docket/session`, {
        method: 'POST',
        rejectUnauthorized: false,
        agent: false,
      }).end(key);
      const { headers: answered } = await answerTo(signIn);
      expect(answered['set-cookie']).toEqual([expect.stringMatching(/; HttpOnly; SameSite=Strict; Secure$/)]);
    });
  });

  test('with files that there are not: no hub, and nothing left behind', async () => {
    const tls = { certFile: '/nonexistent/cert', keyFile: '/nonexistent/key' };
    const config = { ...DEFAULTS, port: 0, dataFolder: temporaryFolder(), tls };
    await expect(startHub(config)).rejects.toThrow(/ENOENT/);
  });
});

test('two hubs in one process know nothing of each other', async () => {
  await withHub({}, (one) =>
    withHub({ root: { accountId: '210987654321', ...ROOT_KEY } }, async (two) => {
      expectSuccess(await one.root.importFindings([finding('one')]), imported(1));
      expectSuccess(await two.root.getFindings(), '{"Findings":[]}');
      // The same key is another account there.
      expect(await two.root.importFindings([finding('x')])).toMatchObject({ status: 403 });
    }),
  );
});
