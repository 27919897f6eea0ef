import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { StoredFinding } from '../../testing/client.js';
import {
  byId,
  defaultProduct,
  finding,
  identifier,
  minute,
  type SentFinding,
} from '../../testing/findings.js';
import { historyOf, type RunningHub, startTestHub } from '../../testing/hub.js';
import { expectSuccess, imported } from '../../testing/refusal.js';

let hub: RunningHub;
beforeAll(async () => {
  hub = await startTestHub();
});
afterAll(() => hub.close());

async function only(id: string, of: RunningHub = hub): Promise<StoredFinding> {
  const [stored, ...more] = await of.root.allFindings(byId(id));
  if (stored === undefined || more.length > 0) throw new Error(`not one finding ${JSON.stringify(id)}`);
  return stored;
}

/** One finding with everything that the service treats in its own way. */
const rich = (id: string): SentFinding =>
  finding(id, {
    Confidence: 10,
    Criticality: 20,
    RelatedFindings: [{ Id: 'related', ProductArn: defaultProduct() }],
    Severity: { Label: 'HIGH', Normalized: 71, Product: 7.5, Original: 'high' },
    ProductName: 'Scanner',
    CompanyName: 'Acme',
    ProductFields: Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`acme/${n}`, 'v'])),
    UserDefinedFields: { team: 'blue' },
    Note: { Text: 'a note', UpdatedBy: 'me', UpdatedAt: minute(3) },
    VerificationState: 'BENIGN_POSITIVE',
    Workflow: { Status: 'NOTIFIED' },
    WorkflowState: 'ASSIGNED',
    RecordState: 'ACTIVE',
    Compliance: { Status: 'FAILED', RelatedRequirements: ['one'] },
  });

describe('an exported finding', () => {
  test('comes back unchanged and is ignored', async () => {
    await hub.root.importFindings([rich('unchanged')]);
    const before = await only('unchanged');
    expectSuccess(await hub.root.importFindings([before]), imported(1));
    expect(await only('unchanged')).toEqual(before);
    expect(await historyOf(hub, 'unchanged')).toHaveLength(1);
  });

  test('comes back archived and changes in nothing else', async () => {
    await hub.root.importFindings([rich('archived')]);
    const decision = {
      Note: { Text: 'mine', UpdatedBy: 'me' },
      Severity: { Label: 'LOW' },
      Types: ['Decided'],
    };
    await hub.root.updateFindings({ FindingIdentifiers: [identifier('archived')], ...decision });
    const before = await only('archived');
    const sent = { ...before, RecordState: 'ARCHIVED', UpdatedAt: minute(1) };
    expectSuccess(await hub.root.importFindings([sent]), imported(1));
    expect(await only('archived')).toEqual({ ...sent, ProcessedAt: expect.any(String) });
    expect((await historyOf(hub, 'archived')).at(-1)?.updates).toEqual({
      RecordState: ['ACTIVE', 'ARCHIVED'],
    });
  });

  test('moves to another hub with the decisions that were made on it', async () => {
    await hub.root.importFindings([rich('moved')]);
    const decision = {
      FindingIdentifiers: [identifier('moved')],
      Workflow: { Status: 'SUPPRESSED' },
      UserDefinedFields: { ticket: 'T-1' },
      VerificationState: 'FALSE_POSITIVE',
      Note: { Text: 'known', UpdatedBy: 'me' },
    };
    await hub.root.updateFindings(decision);
    const before = await only('moved');
    const fresh = await startTestHub();
    try {
      expectSuccess(await fresh.root.importFindings([before]), imported(1));
      expect(await only('moved', fresh)).toEqual({ ...before, ProcessedAt: expect.any(String) });
    } finally {
      await fresh.close();
    }
  });
});

describe('customer-owned attributes', () => {
  const theirs = {
    Note: { Text: 'provider', UpdatedBy: 'scanner', UpdatedAt: minute(9) },
    UserDefinedFields: { from: 'provider' },
    VerificationState: 'TRUE_POSITIVE',
    Workflow: { Status: 'RESOLVED' },
  };

  test('are taken as sent by a new finding, a note without a time gets one', async () => {
    await hub.root.importFindings([finding('owned-new', theirs)]);
    expect(await only('owned-new')).toMatchObject(theirs);
    const Note = { Text: 'x', UpdatedBy: 'y' };
    await hub.root.importFindings([finding('owned-note', { Note })]);
    expect(await only('owned-note')).toMatchObject({
      Note: { ...Note, UpdatedAt: expect.stringMatching(/^20.*Z$/) },
    });
  });

  test('are ignored by every update, also where the customer never set them', async () => {
    await hub.root.importFindings([finding('owned')]);
    await hub.root.importFindings([finding('owned', { ...theirs, UpdatedAt: minute(1) })]);
    const stored = await only('owned');
    expect(stored).toMatchObject({ UpdatedAt: minute(1), Workflow: { Status: 'NEW' } });
    for (const name of ['Note', 'UserDefinedFields', 'VerificationState'])
      expect(stored).not.toHaveProperty(name);
  });
});

describe('FindingProviderFields', () => {
  const provider = (fields: object, more: SentFinding = {}) => ({
    FindingProviderFields: fields,
    Severity: undefined,
    Types: undefined,
    ...more,
  });

  test('alone: the top level copies it', async () => {
    await hub.root.importFindings([
      finding('fpf1', provider({ Severity: { Label: 'HIGH' }, Types: ['A'], Confidence: 5 })),
    ]);
    const expected = { Severity: { Label: 'HIGH', Normalized: 70 }, Types: ['A'], Confidence: 5 };
    expect(await only('fpf1')).toMatchObject(expected);
    const next = provider({ Severity: { Label: 'LOW' }, Types: ['B'] }, { UpdatedAt: minute(1) });
    await hub.root.importFindings([finding('fpf1', next)]);
    const stored = await only('fpf1');
    expect(stored).toMatchObject({ Severity: { Label: 'LOW', Normalized: 1 }, Types: ['B'] });
    expect(stored).not.toHaveProperty('Confidence');
  });

  test('absent: it takes the top level’s value', async () => {
    await hub.root.importFindings([
      finding('fpf2', { Severity: { Normalized: 55 }, Types: ['A'], Criticality: 9 }),
    ]);
    expect(await only('fpf2')).toMatchObject({
      Severity: { Label: 'MEDIUM', Normalized: 55 },
      FindingProviderFields: { Severity: { Label: 'MEDIUM' }, Types: ['A'], Criticality: 9 },
    });
  });

  test('beside the top level: one value for a new finding, two for an existing one', async () => {
    const both = (top: number, own: number, time: number) =>
      finding('fpf3', {
        Confidence: top,
        FindingProviderFields: { Confidence: own },
        UpdatedAt: minute(time),
      });
    await hub.root.importFindings([both(1, 2, 0)]);
    expect(await only('fpf3')).toMatchObject({ Confidence: 2, FindingProviderFields: { Confidence: 2 } });
    await hub.root.importFindings([both(3, 4, 1)]);
    expect(await only('fpf3')).toMatchObject({ Confidence: 3, FindingProviderFields: { Confidence: 4 } });
  });

  test('follows the provider also where the customer has changed the top level', async () => {
    const sent = (value: number, time: number) =>
      finding('fpf4', { Confidence: value, Criticality: value, UpdatedAt: minute(time) });
    await hub.root.importFindings([sent(1, 0)]);
    await hub.root.updateFindings({ FindingIdentifiers: [identifier('fpf4')], Confidence: 99 });
    await hub.root.importFindings([sent(2, 1)]);
    expect(await only('fpf4')).toMatchObject({
      Confidence: 99,
      Criticality: 2,
      FindingProviderFields: { Confidence: 2, Criticality: 2 },
    });
    // What the provider leaves out goes away, what the customer set does not.
    await hub.root.importFindings([finding('fpf4', { UpdatedAt: minute(2) })]);
    const stored = await only('fpf4');
    expect(stored).toMatchObject({ Confidence: 99 });
    expect(stored).not.toHaveProperty('Criticality');
    expect(stored.FindingProviderFields).not.toHaveProperty('Confidence');
  });
});

describe('text of any kind', () => {
  const IDS = [
    'nul\u0000',
    'nul\u0000s',
    'nul',
    '\ud800',
    '\ud801',
    '\udc00',
    '\ufffd',
    '\uffff',
    '😀',
    'é',
    'e\u0301',
    'a\nb',
    'a\r\nb',
    '\u2028',
    ' ',
    '"\\',
    "'; DROP TABLE findings --",
    '%_',
    '__proto__',
    'constructor',
  ];

  test('Ids that differ in anything are different findings, and come back to the letter', async () => {
    expectSuccess(
      await hub.root.importFindings(IDS.map((id) => finding(id, { GeneratorId: `text ${id}` }))),
      imported(IDS.length),
    );
    // Once more, later: every one is found again and updated, none is created.
    const again = IDS.map((id) =>
      finding(id, { GeneratorId: `text ${id}`, UpdatedAt: minute(1), Title: `of ${id}` }),
    );
    expectSuccess(await hub.root.importFindings(again), imported(IDS.length));
    for (const id of IDS) {
      expect(await only(id)).toMatchObject({
        Id: id,
        Title: `of ${id}`,
        GeneratorId: `text ${id}`,
        UpdatedAt: minute(1),
      });
    }
    const FindingIdentifiers = IDS.map((id) => identifier(id));
    const updated = await hub.root.updateFindings({ FindingIdentifiers, Confidence: 1 });
    expect(updated).toMatchObject({
      json: { ProcessedFindings: FindingIdentifiers, UnprocessedFindings: [] },
    });
    const stored = await hub.root.allFindings();
    expect(
      stored
        .filter(({ GeneratorId }) => String(GeneratorId).startsWith('text '))
        .map(({ Id }) => Id)
        .sort(),
    ).toEqual([...IDS].sort());
  });

  test('keys of maps are just keys', async () => {
    const map =
      '{"__proto__":"a","constructor":"b","toString":"c","hasOwnProperty":"d","":"e","1":"f","\\u0000":"g"}';
    const bare = JSON.stringify(
      finding('keys', {
        ProductFields: 'MAP',
        UserDefinedFields: 'MAP',
        Resources: [{ Type: 'Other', Id: 'r', Details: { Other: 'MAP' } }],
      }),
    );
    const bytes = Buffer.from(`{"Findings":[${bare.replaceAll('"MAP"', JSON.stringify(JSON.parse(map)))}]}`);
    expectSuccess(await hub.root.call('POST', '/findings/import', undefined, { bytes }), imported(1));
    const names = (value: unknown): string[] => Object.getOwnPropertyNames(value).sort();
    const expected = names(JSON.parse(map));
    const check = async (): Promise<void> => {
      const stored = await only('keys');
      expect(names(stored.UserDefinedFields)).toEqual(expected);
      expect(names(Object(stored.Resources)[0].Details.Other)).toEqual(expected);
      const own = names(stored.ProductFields).filter((name) => !name.startsWith('aws/securityhub/'));
      expect(own).toEqual(expected);
      expect(Object.getOwnPropertyDescriptor(stored.ProductFields, '__proto__')?.value).toBe('a');
    };
    await check();
    const later = JSON.stringify({
      Findings: [{ ...(await only('keys')), UpdatedAt: minute(1), Title: 'Later' }],
    });
    expectSuccess(
      await hub.root.call('POST', '/findings/import', undefined, { bytes: Buffer.from(later) }),
      imported(1),
    );
    await check();
    const update = `{"FindingIdentifiers":[${JSON.stringify(identifier('keys'))}],"UserDefinedFields":${JSON.stringify(JSON.parse(map))}}`;
    const updated = await hub.root.call('PATCH', '/findings/batchupdate', undefined, {
      bytes: Buffer.from(update),
    });
    expect(updated).toMatchObject({ json: { UnprocessedFindings: [] } });
    await check();
  });
});
