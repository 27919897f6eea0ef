import { SecurityHubClient, UpdateFindingsCommand } from '@aws-sdk/client-securityhub';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FindingDocument } from '../findings/document.js';
import type { FindingStore, FindingWrite, StoredFinding as StoredRow } from '../store/findings.js';
import type { StoredFinding } from '../testing/client.js';
import { byId, finding, findingOfSize, identifier, minute } from '../testing/findings.js';
import { REGION, ROOT_KEY, type RunningHub, startTestHub } from '../testing/hub.js';
import { expectRefusal, expectSuccess, imported } from '../testing/refusal.js';
import { EnableSecurityHub } from './EnableSecurityHub.js';
import { openTestHub } from './testing.js';
import { UpdateFindings } from './UpdateFindings.js';

let hub: RunningHub;
beforeAll(async () => {
  hub = await startTestHub();
});
afterAll(() => hub.close());

const NOTE = { Text: 'Known', UpdatedBy: 'me' };
const update = (input: object, client = hub.root) => client.call('PATCH', '/findings', input);
const startingWith = (prefix: string) => byId(prefix, 'PREFIX');

async function only(id: string): Promise<StoredFinding> {
  const [stored] = await hub.root.allFindings(byId(id));
  if (stored === undefined) throw new Error(`no finding ${id}`);
  return stored;
}

async function historyLength(id: string): Promise<number> {
  const answer = await hub.root.call('POST', '/findingHistory/get', { FindingIdentifier: identifier(id) });
  return Object(answer.json).Records.length;
}

describe('what it changes', () => {
  test('note and record state of what the filter selects, and of nothing else', async () => {
    await hub.root.importFindings([finding('both-1'), finding('both-2'), finding('other')]);
    const [before, other] = [await only('both-1'), await only('other')];
    const start = Date.now();
    expectSuccess(await update({ ...startingWith('both-'), Note: NOTE, RecordState: 'ARCHIVED' }), '{}');
    const after = await only('both-1');
    const UpdatedAt = Object(after.Note).UpdatedAt;
    expect(Date.parse(UpdatedAt)).toBeGreaterThanOrEqual(start);
    expect(after).toEqual({ ...before, RecordState: 'ARCHIVED', Note: { ...NOTE, UpdatedAt } });
    expect(await only('both-2')).toMatchObject({ RecordState: 'ARCHIVED', Note: NOTE });
    expect(await only('other')).toEqual(other);
  });

  test('filters find the new state', async () => {
    await hub.root.importFindings([finding('found')]);
    await update({ ...byId('found'), RecordState: 'ARCHIVED' });
    const inState = (Value: string) => ({
      Filters: { ...byId('found').Filters, RecordState: [{ Value, Comparison: 'EQUALS' }] },
    });
    expect(await hub.root.allFindings(inState('ARCHIVED'))).toHaveLength(1);
    expect(await hub.root.allFindings(inState('ACTIVE'))).toEqual([]);
  });

  test('more than a page, though the filter selects none of them any more', async () => {
    const ids = Array.from({ length: 250 }, (_, n) => `many-${n}`);
    for (let at = 0; at < ids.length; at += 100) {
      await hub.root.importFindings(ids.slice(at, at + 100).map((id) => finding(id)));
    }
    const active = { RecordState: [{ Value: 'ACTIVE', Comparison: 'EQUALS' }] };
    const Filters = { ...startingWith('many-').Filters, ...active };
    expectSuccess(await update({ Filters, RecordState: 'ARCHIVED' }), '{}');
    const all = await hub.root.allFindings(startingWith('many-'));
    expect(all).toHaveLength(250);
    expect(new Set(all.map(({ RecordState }) => RecordState))).toEqual(new Set(['ARCHIVED']));
  });

  test('it leaves no line in the history', async () => {
    await hub.root.importFindings([finding('silent')]);
    const before = await historyLength('silent');
    await update({ ...byId('silent'), Note: NOTE, RecordState: 'ARCHIVED' });
    expect(await historyLength('silent')).toBe(before);
  });

  test('the provider says again what the state is; the note stays', async () => {
    await hub.root.importFindings([finding('again')]);
    await update({ ...byId('again'), Note: NOTE, RecordState: 'ARCHIVED' });
    expectSuccess(await hub.root.importFindings([finding('again', { UpdatedAt: minute(1) })]), imported(1));
    expect(await only('again')).toMatchObject({ RecordState: 'ACTIVE', Note: NOTE });
  });

  test.each([
    ['NOTIFIED', 'NEW'],
    ['RESOLVED', 'NEW'],
    ['SUPPRESSED', 'SUPPRESSED'],
  ])('a workflow that is %s is %s once the finding is active again', async (Status, expected) => {
    const id = `workflow-${Status}`;
    await hub.root.importFindings([finding(id, { RecordState: 'ARCHIVED' })]);
    await hub.root.updateFindings({ FindingIdentifiers: [identifier(id)], Workflow: { Status } });
    await update({ ...byId(id), RecordState: 'ACTIVE' });
    expect(await only(id)).toMatchObject({ RecordState: 'ACTIVE', Workflow: { Status: expected } });
  });

  test('a note that would make a finding too large is left out, the state is not', async () => {
    await hub.root.importFindings([findingOfSize('full', 245_500)]);
    await update({ ...byId('full'), Note: { ...NOTE, Text: 'x'.repeat(512) }, RecordState: 'ARCHIVED' });
    const after = await only('full');
    expect(after.RecordState).toBe('ARCHIVED');
    expect(after).not.toHaveProperty('Note');
  });
});

test('the SDK’s client calls it', async () => {
  await hub.root.importFindings([finding('sdk')]);
  const client = new SecurityHubClient({
    ...{ endpoint: hub.url, region: REGION, maxAttempts: 1 },
    credentials: { ...ROOT_KEY },
  });
  const Id = [{ Value: 'sdk', Comparison: 'EQUALS' as const }];
  await client.send(new UpdateFindingsCommand({ Filters: { Id }, Note: NOTE, RecordState: 'ARCHIVED' }));
  client.destroy();
  expect(await only('sdk')).toMatchObject({ Note: NOTE, RecordState: 'ARCHIVED' });
});

describe('a finding that changes while the call is under way', () => {
  const NONE = () => Promise.reject(new Error('not asked'));
  const document = (Id: string, Title: string): string => {
    const sent = { ...finding(Id, { Title }), RecordState: 'ACTIVE', Workflow: { Status: 'NEW' } };
    return FindingDocument.stored(JSON.stringify(sent)).toString();
  };

  /** A store whose findings have other titles, or are gone, by the time that they are read to be changed. */
  function storeOf(pages: readonly (readonly string[])[], titles: readonly Record<string, string>[]) {
    const committed: FindingWrite[][] = [];
    let reads = 0;
    const findings: FindingStore = {
      find: async ({ after = '0' }) => ({
        documents: (pages[Number(after)] ?? []).map((id) => document(id, 'old')),
        ...(Number(after) + 1 < pages.length && { next: `${Number(after) + 1}` }),
      }),
      read: async (keys) => {
        const now = titles[reads++] ?? {};
        return keys.map((key): StoredRow | undefined => {
          const title = now[key.id];
          const stored = { key, revision: reads, customerSet: 3, updatedAt: '' };
          return title === undefined ? undefined : { ...stored, document: document(key.id, title) };
        });
      },
      commit: async (writes) => {
        committed.push([...writes]);
        // The first race is lost.
        return committed.length > 1;
      },
      ...{ group: NONE, history: NONE, expire: NONE },
    };
    return { findings, committed };
  }

  test('is changed if the filter selects it then', async () => {
    const offline = await openTestHub();
    const context = offline.call();
    await EnableSecurityHub({}, context);
    const { findings, committed } = storeOf(
      [['a', 'b', 'c'], ['d']],
      [{ a: 'old', b: 'old', c: 'old' }, { a: 'old', b: 'new' }, { d: 'old' }],
    );
    const Title = [{ Value: 'old', Comparison: 'EQUALS' as const }];
    const input = { Filters: { Title }, RecordState: 'ARCHIVED' as const };
    expect(await UpdateFindings(input, { ...context, store: { ...context.store, findings } })).toEqual({});
    await offline.close();
    const written = committed.map((writes) => writes.map(({ key, expected }) => `${key.id} ${expected}`));
    expect(written).toEqual([['a 1', 'b 1', 'c 1'], ['a 2'], ['d 3']]);
    for (const write of committed.flat()) {
      expect(write).toMatchObject({ customerSet: 3, history: [], attributes: { recordState: 'ARCHIVED' } });
      expect(JSON.parse(write.document).RecordState).toBe('ARCHIVED');
    }
  });
});

test('a hub that stops ends it between two pages, so that it can be made again', async () => {
  const offline = await openTestHub();
  const context = offline.call();
  await EnableSecurityHub({}, context);
  const stop = new AbortController();
  let pages = 0;
  const none = async (): Promise<never> => {
    throw new Error('not to be asked for');
  };
  const findings: FindingStore = {
    find: async () => {
      pages += 1;
      if (pages === 2) stop.abort();
      return { documents: [], next: `${pages}` };
    },
    read: async () => [],
    commit: async () => true,
    ...{ group: none, history: none, expire: none },
  };
  const called = { ...context, store: { ...context.store, findings }, stopping: stop.signal };
  await expect(UpdateFindings({ Filters: {}, RecordState: 'ARCHIVED' }, called)).rejects.toMatchObject({
    code: 'ServiceUnavailableException',
    status: 503,
  });
  expect(pages).toBe(2);
  await offline.close();
});

describe('it is refused', () => {
  test.each([
    [{ Filters: {} }, 'Invalid parameter. At least one of Note, RecordState is required.'],
    [{ RecordState: 'ARCHIVED' }, "Invalid parameter 'Filters'. A value is required."],
    [
      { Filters: {}, RecordState: 'GONE' },
      "Invalid parameter 'RecordState'. It should be equal to one of the allowed values.",
    ],
    [{ Filters: {}, Note: { Text: 'x' } }, "Invalid parameter 'Note.UpdatedBy'. A value is required."],
    [
      { Filters: { CreatedAt: [{ DateRange: { Value: 'x', Unit: 'DAYS' } }] }, RecordState: 'ACTIVE' },
      'Invalid Filters in the input: data.CreatedAt[0].DateRange.Value should be number',
    ],
  ])('%j', async (input, message) => {
    expectRefusal(await update(input), 400, 'InvalidInputException', message);
  });

  test('without permission, and where a policy denies the field', async () => {
    const allow = { Effect: 'Allow', Action: 'securityhub:*', Resource: '*' };
    const deny = {
      ...{ Effect: 'Deny', Action: 'securityhub:*', Resource: '*' },
      Condition: { Null: { 'securityhub:ASFFSyntaxPath/Note': 'false' } },
    };
    const policy = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });
    const account = hub.hub.account;
    const reader = await hub.user(account, 'reader', [policy({ ...allow, Action: 'securityhub:Get*' })]);
    const noNotes = await hub.user(account, 'no-notes', [policy(allow, deny)]);
    await hub.root.importFindings([finding('guarded')]);
    const state = { ...byId('guarded'), RecordState: 'ARCHIVED' };
    for (const [client, input] of [
      [reader, state],
      [noNotes, { ...state, Note: NOTE }],
    ] as const) {
      const denied = expect.stringContaining('perform: securityhub:UpdateFindings on resource:');
      expectRefusal(await update(input, client), 403, 'AccessDeniedException', denied);
    }
    expect((await only('guarded')).RecordState).toBe('ACTIVE');
    expectSuccess(await update(state, noNotes), '{}');
  });

  test('findings of another account are not touched', async () => {
    const other = await hub.account('210987654321');
    await hub.root.importFindings([finding('private')]);
    expectSuccess(await update({ Filters: {}, RecordState: 'ARCHIVED' }, other), '{}');
    expect((await only('private')).RecordState).toBe('ACTIVE');
  });
});
