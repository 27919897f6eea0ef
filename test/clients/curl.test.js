import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeFinding } from '../support/findings.js';
import { Hub } from '../support/hub.js';

const run = promisify(execFile);
const missing = /--aws-sigv4/.test(spawnSync('curl', ['--help', 'all']).stdout?.toString() ?? '')
  ? undefined
  : 'curl with --aws-sigv4 is not installed';

describe.skipIf(missing !== undefined)(missing === undefined ? 'curl' : `curl (skipped: ${missing})`, () => {
  /** @type {Hub} */
  let hub;

  beforeAll(async () => {
    hub = await Hub.start();
  });

  afterAll(() => hub?.remove());

  /**
   * @param {string[]} args
   * @param {string} [secret]
   * @param {string} [service]
   */
  async function curl(args, secret = hub.credentials.secretAccessKey, service = 'securityhub') {
    const signing = [
      '--aws-sigv4',
      `aws:amz:${hub.region}:${service}`,
      '--user',
      `${hub.credentials.accessKeyId}:${secret}`,
    ];
    const { stdout } = await run('curl', ['-sS', '-w', '\n%{http_code}', ...signing, ...args]);
    const end = stdout.lastIndexOf('\n');
    return { status: Number(stdout.slice(end)), text: stdout.slice(0, end) };
  }

  const json = ['-H', 'Content-Type: application/json'];

  test('imports and reads', async () => {
    const finding = makeFinding(hub, 1);
    const imported = await curl([
      ...json,
      '-d',
      JSON.stringify({ Findings: [finding] }),
      `${hub.url}/findings/import`,
    ]);
    expect(imported).toEqual({ status: 200, text: '{"FailedCount":0,"SuccessCount":1,"FailedFindings":[]}' });
    const read = await curl([...json, '-d', '{"MaxResults":1}', `${hub.url}/findings`]);
    expect(JSON.parse(read.text).Findings[0].Id).toBe(finding.Id);
  });

  test('asks for the hub and for itself', async () => {
    expect(JSON.parse((await curl([`${hub.url}/accounts`])).text).HubArn).toContain(hub.account);
    const form = ['-d', 'Action=GetCallerIdentity&Version=2011-06-15', `${hub.url}/`];
    const identity = await curl(form, hub.credentials.secretAccessKey, 'sts');
    expect(identity.status).toBe(200);
    expect(identity.text).toContain(`<Account>${hub.account}</Account>`);
  });

  test('is refused with a wrong secret', async () => {
    const refused = await curl([`${hub.url}/accounts`], 'wrong');
    expect(refused.status).toBe(403);
    expect(JSON.parse(refused.text)).toMatchObject({ Code: 'InvalidSignatureException' });
  });
});
