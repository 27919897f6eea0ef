import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerTo, type Credentials, type HttpHub, OTHER, ROOT, startHttpHub } from './testing-http.js';

const BACKUP = { method: 'GET', path: '/_docket/admin/backup' };
const PRODUCT_ARN = `arn:aws:securityhub:eu-central-1:${ROOT}:product/${ROOT}/default`;
/** Together more than two sockets hold, so that a client who does not read stops the answer half-way. */
const LARGE = 100;
const LARGE_PER_CALL = 25;

let hub: HttpHub;
let elsewhere: string;

beforeAll(async () => {
  elsewhere = await mkdtemp(join(tmpdir(), 'docket-backup-'));
  hub = await startHttpHub();
  for (let first = 0; first < LARGE; first += LARGE_PER_CALL) {
    await importFindings(
      Array.from({ length: LARGE_PER_CALL }, (_, i) => finding(`large-${first + i}`, 200)),
    );
  }
});
afterAll(async () => {
  await hub.close();
  await rm(elsewhere, { recursive: true });
});

function finding(Id: string, kilobytes = 0) {
  const Other = Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`k${i}`, Id.padEnd(1000, '.')]));
  const resource = { Id: 'r', Type: 'Other' };
  return {
    SchemaVersion: '2018-10-08',
    Id,
    ProductArn: PRODUCT_ARN,
    GeneratorId: 'generator',
    AwsAccountId: ROOT,
    Types: ['Software and Configuration Checks'],
    CreatedAt: '2026-01-01T00:00:00Z',
    UpdatedAt: '2026-01-01T00:00:00Z',
    Severity: { Label: 'LOW' },
    Title: 't',
    Description: 'd',
    Resources: [
      resource,
      ...Array.from({ length: kilobytes / 50 }, () => ({ ...resource, Details: { Other } })),
    ],
  };
}

async function importFindings(Findings: object[]): Promise<void> {
  const { body, text } = await hub.call({
    method: 'POST',
    path: '/findings/import',
    body: JSON.stringify({ Findings }),
  });
  expect(body, text).toEqual({ FailedCount: 0, SuccessCount: Findings.length, FailedFindings: [] });
}

/** Ids of everything that a hub on a copy answers. */
async function findingsIn(copy: string): Promise<Set<string>> {
  const restored = await startHttpHub((folder) => {
    const db = new Database(copy, { readonly: true });
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    db.prepare('VACUUM INTO ?').run(join(folder, 'docket.sqlite'));
    db.close();
  });
  try {
    const ids = new Set<string>();
    let NextToken: unknown;
    do {
      const { status, body, text } = await restored.call({
        method: 'POST',
        path: '/findings',
        body: JSON.stringify({ MaxResults: 100, NextToken }),
      });
      expect(status, text).toBe(200);
      const page = Object(body);
      for (const found of page.Findings) ids.add(String(found.Id));
      NextToken = page.NextToken;
    } while (NextToken !== undefined);
    return ids;
  } finally {
    await restored.close();
  }
}

const settled = () => expect.poll(() => hub.copies(), { timeout: 20_000 }).toEqual([]);

test('a copy made while imports go on is whole, and what was not there yet is not in it', async () => {
  const acknowledged = new Set<string>();
  let asked = new Set<string>();
  let going = true;
  const importing = Promise.all(
    ['a', 'b'].map(async (who) => {
      for (let i = 0; going; i++) {
        await importFindings([finding(`${who}-${i}`)]);
        acknowledged.add(`${who}-${i}`);
      }
    }),
  );
  await expect.poll(() => acknowledged.size).toBeGreaterThan(10);
  asked = new Set(acknowledged);
  const response = await answerTo(await hub.send(BACKUP));
  expect(response.statusCode).toBe(200);
  expect(response.headers['content-type']).toBe('application/vnd.sqlite3');
  expect(response.headers['content-disposition']).toMatch(
    /^attachment; filename="docket-\d{4}-\d\d-\d\d\.sqlite"$/,
  );
  expect(response.headers['x-amzn-requestid']).toMatch(/^[0-9a-f-]{36}$/);
  // The answer has begun, so that the copy is made; it cannot have ended, since nobody has read it.
  await importFindings([finding('too late')]);
  going = false;
  await importing;
  const path = join(elsewhere, 'under-load.sqlite');
  await pipeline(response, createWriteStream(path));

  const found = await findingsIn(path);
  const large = Array.from({ length: LARGE }, (_, i) => `large-${i}`);
  expect([...large, ...asked].filter((id) => !found.has(id))).toEqual([]);
  expect([...found].filter((id) => !id.startsWith('large-') && !acknowledged.has(id))).toEqual([]);
  expect(found).not.toContain('too late');
  await settled();
});

test('secrets in a copy are encrypted', async () => {
  const { secretAccessKey } = await hub.newKey(ROOT);
  const response = await answerTo(await hub.send(BACKUP));
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(Buffer.from(chunk));
  const copy = Buffer.concat(chunks);
  expect(copy.length).toBe(Number(response.headers['content-length']));
  expect(copy.subarray(0, 15).toString()).toBe('SQLite format 3');
  expect(copy.includes(secretAccessKey)).toBe(false);
});

test('is for those whom the root account allows it', async () => {
  const account = JSON.stringify({ AccountId: OTHER, Name: 'Other' });
  await hub.call({ method: 'POST', path: '/_docket/admin/accounts', body: account });
  const policy = (Action: string) => ({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action, Resource: '*' }],
  });
  const arn = (name: string, owner = ROOT) => `arn:aws:iam::${owner}:${name}`;
  const refused: [Credentials, string, string][] = [
    [await hub.newKey(OTHER), arn('root', OTHER), ''],
    [
      await hub.newKey(OTHER, { name: 'admin', policies: ['AdministratorAccess'] }),
      arn('user/admin', OTHER),
      '',
    ],
    [
      await hub.newKey(ROOT, { name: 'reader', policies: [policy('securityhub:*'), policy('docket:List*')] }),
      arn('user/reader'),
      ' because no identity-based policy allows the docket:Backup action',
    ],
  ];
  for (const [as, who, why] of refused) {
    expect(await hub.call({ ...BACKUP, as })).toMatchObject({
      status: 403,
      headers: { 'x-amzn-errortype': 'AccessDeniedException' },
      body: {
        Code: 'AccessDeniedException',
        Message: `User: ${who} is not authorized to perform: docket:Backup on resource: *${why}`,
      },
    });
  }
  expect(await hub.call({ ...BACKUP, as: null })).toMatchObject({
    status: 403,
    body: { Code: 'MissingAuthenticationTokenException' },
  });
  expect(hub.copies()).toEqual([]);

  const keeper = await hub.newKey(ROOT, { name: 'keeper', policies: [policy('docket:Backup')] });
  const sent = await hub.send({ ...BACKUP, as: keeper });
  expect((await answerTo(sent)).statusCode).toBe(200);
  sent.destroy();
  await settled();
});

test('a client that goes away half-way leaves no copy behind, and the hub goes on', async () => {
  const sent = await hub.send(BACKUP);
  const response = await answerTo(sent);
  const [first]: Buffer[] = await once(response, 'data');
  response.pause();
  // Seen as open where the system tells, and by no name: not even a crash would leave it behind.
  if (process.platform === 'linux') expect(hub.copies()).toEqual([expect.stringMatching(/\(deleted\)$/)]);
  sent.destroy();
  expect(first?.length).toBeLessThan(Number(response.headers['content-length']));
  await settled();
  expect(await hub.call({ method: 'GET', path: '/_docket/health' })).toMatchObject({ status: 200 });
});

test('a client that goes away while the copy is being made leaves none behind either', async () => {
  let tooLate: boolean;
  do {
    tooLate = false;
    const sent = await hub.send(BACKUP);
    sent.on('error', () => undefined);
    sent.once('response', () => {
      tooLate = true;
    });
    while (hub.copies().length === 0) await nextTurn();
    sent.destroy();
    // The rare one that was answered before it was seen is tried again.
  } while (tooLate);
  await settled();
  expect(await hub.call({ method: 'GET', path: '/_docket/health' })).toMatchObject({ status: 200 });
});
