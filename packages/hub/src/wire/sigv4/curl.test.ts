/** Against `curl --aws-sigv4`, where curl has it. */
import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { tampered, testServer, verify } from './test-server.js';
import { payloadHash } from './verify.js';

const SECRET = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';
const help = spawnSync('curl', ['--help', 'all'], { encoding: 'utf8' });
const present = help.status === 0 && help.stdout.includes('--aws-sigv4');
const run = promisify(execFile);

const ARN = 'arn%3Aaws%3Asecurityhub%3Aus-east-1%3A1%3Aproduct%2Fa';
const CALLS: [string, string[]][] = [
  ['no body', ['/accounts']],
  ['a body', ['/findings/import', '-H', 'Content-Type: application/json', '-d', '{"Title":"naïve"}']],
  ['an encoded ARN', [`/productSubscriptions/${ARN}`, '-X', 'DELETE']],
  ['a plain ARN', ['/tags/arn:aws:securityhub:us-east-1:1:hub/default']],
  ['a query in order', ['/accounts?HubArn=arn%3Aaws&b=2']],
  ['a query out of order', ['/tags/x?tagKeys=b&tagKeys=a%2Fb&a=1', '-X', 'DELETE']],
  ['a query with odd characters', ['/accounts?a=1%20x&b=x+y&c=%2b&d']],
  ['a session token', ['/accounts', '-H', 'X-Amz-Security-Token: a+b/c=']],
  ['a hash header', ['/x', '-X', 'PATCH', '-d', '{}', '-H', `x-amz-content-sha256: ${payloadHash('{}')}`]],
];

describe.skipIf(!present)(
  `curl${present ? '' : ' (skipped: curl with --aws-sigv4 is not installed)'}`,
  () => {
    test.each(CALLS)('%s', async (_, [path = '', ...options]) => {
      const server = await testServer(() => ({ status: 200, headers: {}, body: '' }));
      try {
        const sigv4 = [
          '--aws-sigv4',
          'aws:amz:us-east-1:securityhub',
          '--user',
          `AKIAIOSFODNN7EXAMPLE:${SECRET}`,
        ];
        await run('curl', [
          '--silent',
          '--show-error',
          '--noproxy',
          '*',
          ...sigv4,
          ...options,
          server.url + path,
        ]);
      } finally {
        await server.close();
      }
      const [seen] = server.seen;
      expect(seen).toBeDefined();
      if (seen === undefined) return;
      verify(seen, SECRET, new Date());
      for (const { what, seen: changed } of tampered(seen)) {
        expect(() => verify(changed, SECRET, new Date()), what).toThrow(/signature we calculated/);
      }
    });
  },
);
