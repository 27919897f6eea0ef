/**
 * Takes pictures of the console's main pages with findings of a made-up estate, for the README: `docs/images`.
 * It wants what `npm run build` makes, and a Chromium.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { estateFinding } from '../bench/reads/estate.js';
import { Console } from '../test/console/support/console.js';

const FOLDER = new URL('../docs/images/', import.meta.url);
const ACCOUNT = '111122223333';
const REGION = 'eu-central-1';
const COUNT = 3_000;

/** Of all pictures, so that they stay small and a laptop's size. */
const VIEW = { viewport: { width: 1280, height: 800 }, locale: 'en-GB', timezoneId: 'UTC' };

const desk = await Console.start({ account: ACCOUNT, region: REGION });
try {
  await fill();
  await mkdir(FOLDER, { recursive: true });
  const sample = await importSample();
  const finding = new URLSearchParams({ finding: sample.Id, of: sample.ProductArn }).toString();
  const light = await desk.page(VIEW);
  await desk.signIn(light, '/');
  await take(light, '/', 'overview', 'Generators with most open findings');
  await take(
    light,
    `/findings?SeverityLabel=eq:CRITICAL&SeverityLabel=eq:HIGH&${finding}`,
    'findings',
    'What to do',
  );
  await take(light, '/findings?group=ResourceType', 'groups', 'AwsEc2Instance');
  await take(light, `/finding?${finding}&tab=history`, 'history', 'Created');
  await take(
    light,
    '/insights/results?arn=arn:aws:securityhub:::insight/securityhub/default/1',
    'insight',
    'Results',
  );
  await take(light, '/products', 'products', 'Refused');
  await takeEvents(light);
  await takeRule(light);
  const dark = await desk.page({ ...VIEW, colorScheme: 'dark' });
  await desk.signIn(dark, '/');
  await take(dark, '/', 'overview-dark', 'Generators with most open findings');
} finally {
  await desk.close();
}

/** Findings of several products, decisions about some of them, and a product that is refused. */
async function fill() {
  const estate = { region: REGION, accounts: [ACCOUNT], seed: 7, until: Date.now() };
  const findings = Array.from({ length: COUNT }, (_, index) => estateFinding(estate, 0, index));
  const products = new Set(findings.map(({ ProductArn }) => ProductArn));
  for (const ProductArn of products) await desk.client.call('POST', '/productSubscriptions', { ProductArn });
  await desk.import(findings);
  const refused = findings.filter(({ ProductName }) => ProductName === 'Snyk').slice(0, 20);
  await desk.client.importFindings(refused.map((finding) => ({ ...finding, Title: '' })));
}

/** A finding that has been through something: its provider thinks it worse now, and somebody has looked at it. */
async function importSample() {
  const now = Date.now();
  const at = (/** @type {number} */ minutesAgo) => new Date(now - minutesAgo * 60_000).toISOString();
  const group = `arn:aws:ec2:${REGION}:${ACCOUNT}:security-group/sg-0c5f7a2e9b1d43f68`;
  const finding = {
    SchemaVersion: '2018-10-08',
    Id: `prowler/ec2-ssh-from-anywhere/${REGION}/sg-0c5f7a2e9b1d43f68`,
    ProductArn: `arn:aws:securityhub:${REGION}::product/prowler/prowler`,
    GeneratorId: 'ec2-ssh-from-anywhere',
    AwsAccountId: ACCOUNT,
    Types: ['Software and Configuration Checks/Network Reachability'],
    CreatedAt: at(300),
    UpdatedAt: at(240),
    Severity: { Label: 'MEDIUM' },
    Title: 'Security group lets everybody reach SSH',
    Description:
      'The security group payments-bastion has a rule that lets 0.0.0.0/0 connect to port 22. Whoever scans the internet finds it within minutes and tries passwords and stolen keys.',
    Remediation: {
      Recommendation: {
        Text: 'Let only the addresses of the VPN connect, or use a session manager and close the port.',
        Url: 'https://runbooks.example.com/close-ssh',
      },
    },
    Compliance: { Status: 'FAILED' },
    Resources: [
      {
        Type: 'AwsEc2SecurityGroup',
        Id: group,
        Region: REGION,
        Tags: { team: 'payments', stage: 'production' },
        Details: {
          AwsEc2SecurityGroup: {
            GroupName: 'payments-bastion',
            IpPermissions: [
              { IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: '0.0.0.0/0' }] },
            ],
          },
        },
      },
    ],
  };
  const { Id, ProductArn } = finding;
  await desk.import([finding]);
  await desk.client.call('PATCH', '/findings/batchupdate', {
    FindingIdentifiers: [{ Id, ProductArn }],
    Workflow: { Status: 'NOTIFIED' },
    Note: { Text: 'The payments team closes it with the next release.', UpdatedBy: 'mira' },
  });
  await desk.import([{ ...finding, UpdatedAt: at(1), Severity: { Label: 'HIGH' } }]);
  return { Id, ProductArn };
}

/**
 * @param {import('playwright-core').Page} page
 * @param {string} path
 * @param {string} name of the file
 * @param {string} sign what shows that it is all there
 */
async function take(page, path, name, sign) {
  await page.goto(desk.url(path));
  await page.getByText(sign).first().waitFor();
  await shoot(page, name);
}

/**
 * WebP, which browsers make but the driver does not offer: a third of what a PNG weighs.
 *
 * @param {import('playwright-core').Page} page
 * @param {string} name
 */
async function shoot(page, name) {
  await page.waitForLoadState('networkidle');
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: 85 });
  await writeFile(new URL(`${name}.webp`, FOLDER), Buffer.from(data, 'base64'));
  await session.detach();
}

/**
 * Deliveries, of which some are dead, and one beside them.
 *
 * @param {import('playwright-core').Page} page
 */
async function takeEvents(page) {
  const receiver = createServer((request, response) => {
    request.resume();
    // One of the two that are told of is out of order.
    request.on('end', () => response.writeHead(request.url === '/down' ? 400 : 204).end());
  });
  await new Promise((resolve) => receiver.listen(0, '127.0.0.1', () => resolve(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (receiver.address());
  try {
    const severe = (/** @type {string[]} */ ...Label) => ({
      'detail-type': ['Security Hub Findings - Imported'],
      detail: { findings: { Severity: { Label } } },
    });
    for (const [Name, path, EventPattern] of /** @type {const} */ ([
      ['On call', 'down', severe('CRITICAL')],
      ['Ticket system', 'tickets', severe('CRITICAL', 'HIGH')],
    ])) {
      const Webhook = { Url: `http://127.0.0.1:${port}/${path}` };
      const sink = await desk.client.call('POST', '/_docket/events/sinks', {
        Name,
        Kind: 'webhook',
        Webhook,
      });
      const SinkIds = [Object(sink.json).Sink.Id];
      await desk.client.call('POST', '/_docket/events/rules', { Name, EventPattern, SinkIds });
    }
    const estate = { region: REGION, accounts: [ACCOUNT], seed: 8, until: Date.now() };
    await desk.import(Array.from({ length: 60 }, (_, index) => estateFinding(estate, 0, index)));
    await page.goto(desk.url('/events?tab=deliveries'));
    await page.getByRole('row', { name: /Dead/ }).getByRole('link').first().click();
    await page.getByText('"detail-type"').waitFor();
    await shoot(page, 'events');
  } finally {
    receiver.close();
    receiver.closeAllConnections();
  }
}

/** A rule that is being tried. @param {import('playwright-core').Page} page */
async function takeRule(page) {
  await page.goto(desk.url('/automation/rule?SeverityLabel=eq:INFORMATIONAL&ResourceType=eq:AwsEc2Instance'));
  await page.getByLabel('Name', { exact: true }).fill('Informational findings of instances');
  await page.getByLabel('Description').fill('Nobody has to look at them.');
  await page.getByLabel('Workflow status').click();
  await page.getByRole('option', { name: 'SUPPRESSED' }).click();
  await page.getByRole('button', { name: 'Try it' }).click();
  await page.getByRole('heading', { name: /would change$/ }).waitFor();
  await page
    .getByRole('heading', { name: 'Dry run' })
    .evaluate((heading) => heading.scrollIntoView({ block: 'center' }));
  await shoot(page, 'rule');
}
