/** Against the signer of boto3 and the AWS CLI, where Python has it. */
import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { type Seen, tampered, verify } from './test-server.js';

const SECRET = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';
const present = spawnSync('python3', ['-c', 'import botocore.auth']).status === 0;

interface Case {
  name: string;
  method: string;
  url: string;
  headers: Record<string, string>;
  body: string;
  token: string | null;
  presign: boolean;
}

/** Signs every case and prints what would go over the wire. */
const SCRIPT = `
import json, sys
from urllib.parse import urlsplit
from botocore.auth import SigV4Auth, SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
signed = []
for case in json.load(sys.stdin):
    credentials = Credentials('AKIAIOSFODNN7EXAMPLE', '${SECRET}', case['token'])
    auth = SigV4QueryAuth if case['presign'] else SigV4Auth
    request = AWSRequest(method=case['method'], url=case['url'], headers=case['headers'], data=case['body'].encode())
    auth(credentials, 'securityhub', 'us-gov-west-1').add_auth(request)
    parts = urlsplit(request.url)
    headers = [[name, value] for name, value in request.headers.items()]
    if 'host' not in request.headers:
        headers.append(['Host', parts.netloc])
    url = parts.path + ('?' + parts.query if parts.query else '')
    signed.append({'name': case['name'], 'method': case['method'], 'url': url, 'headers': headers})
print(json.dumps(signed))
`;

const ORIGIN = 'http://127.0.0.1:4580';
const ARN = 'arn%3Aaws%3Asecurityhub%3Aus-gov-west-1%3A1%3Aproduct-subscription%2Fa%2Fb';
const URLS: [string, string, string][] = [
  ['a body', 'POST', '/findings/import'],
  ['no query', 'GET', '/accounts'],
  ['an encoded ARN', 'DELETE', `/productSubscriptions/${ARN}`],
  ['an ARN as botocore leaves it', 'GET', '/tags/arn:aws:securityhub:us-gov-west-1:1:hub/default'],
  ['a query', 'DELETE', `/tags/${ARN}?tagKeys=b%20c&tagKeys=a%2Bb&tagKeys=%C3%BC`],
  ['a query with odd characters', 'GET', "/accounts?b=x'(y)*&a=~.-_&c=&HubArn=arn%3Aaws"],
  ['a query key that is the start of another', 'GET', '/accounts?a-b=1&a=2'],
  ['white space and a percent sign', 'GET', '/tags/100%25%20x'],
];

function sign(cases: readonly Case[]): Seen[] {
  const run = spawnSync('python3', ['-c', SCRIPT], { input: JSON.stringify(cases), encoding: 'utf8' });
  expect(run.stderr).toBe('');
  // The script above prints exactly this.
  const signed = JSON.parse(run.stdout) as Seen['request'][];
  return signed.map((request, i) => ({ request, body: Buffer.from(cases[i]?.body ?? '') }));
}

const cases = (presign: boolean, token: string | null): Case[] =>
  URLS.map(([name, method, url]) => ({
    name,
    method,
    url: ORIGIN + url,
    // A presigned body would move into the query.
    headers: presign || method === 'GET' ? {} : { 'Content-Type': 'application/json' },
    body: presign || method === 'GET' ? '' : '{"Title": "naïve"}',
    token,
    presign,
  }));

const dated: Case = {
  name: 'a Date header',
  method: 'GET',
  url: `${ORIGIN}/accounts`,
  headers: { Date: 'any: the signer sets it' },
  body: '',
  token: null,
  presign: false,
};

describe.skipIf(!present)(
  `botocore${present ? '' : ' (skipped: python3 with botocore is not installed)'}`,
  () => {
    test.each([
      ['header form', false, null],
      ['header form, session token', false, 'a+b/c='],
      ['presigned', true, null],
      ['presigned, session token', true, 'a+b/c='],
    ])('%s', (_, presign, token) => {
      const wanted = presign ? cases(presign, token) : [...cases(presign, token), { ...dated, token }];
      const signed = sign(wanted);
      expect(signed).toHaveLength(wanted.length);
      for (const [i, seen] of signed.entries()) {
        expect(() => verify(seen, SECRET, new Date()), wanted[i]?.name).not.toThrow();
        for (const change of tampered(seen)) {
          const what = `${wanted[i]?.name}: ${change.what}`;
          expect(() => verify(change.seen, SECRET, new Date()), what).toThrow(/signature we calculated/);
        }
      }
    });
  },
);
