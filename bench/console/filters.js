import { print } from '../figures.js';
import { spread, timeList } from './plan.js';

/** As somebody types them, and what the address says of them then. */
const FILTERS = [
  ['Severity = CRITICAL', 'SeverityLabel=eq%3ACRITICAL'],
  ['Workflow status = NOTIFIED', 'WorkflowStatus=eq%3ANOTIFIED'],
  ['Compliance status = FAILED', 'ComplianceStatus=eq%3AFAILED'],
  ['Product = Prowler', 'ProductName=eq%3AProwler'],
  ['Resource type = AwsEc2Instance', 'ResourceType=eq%3AAwsEc2Instance'],
  ['Title : openssl', 'Title=has%3Aopenssl'],
];

/**
 * From the key that ends a filter until the findings that it selects are listed, and until their number is told.
 *
 * @param {import('./plan.js').Plan} plan
 */
export async function measureFilters({ desk, credentials, about, rounds }) {
  const page = await desk.page();
  await desk.signIn(page, '/findings', credentials);
  /** @type {import('./plan.js').Seen[]} */
  const all = [];
  const line = { figure: 'console', ...about };
  for (const [text = '', inAddress = ''] of FILTERS) {
    /** @type {import('./plan.js').Seen[]} */
    const seen = [];
    for (let number = 0; number < rounds; number += 1) {
      await page.goto(desk.url('/findings'));
      await page.getByRole('heading', { level: 1, name: /^Findings \([\d,]+\)$/ }).waitFor();
      await page.getByRole('combobox', { name: 'Filter findings' }).fill(text);
      seen.push(await timeList(page, () => page.keyboard.press('Enter'), inAddress));
    }
    print({ ...line, what: `filter: ${text}`, ...spread(seen.map(({ listed }) => listed)) });
    print({ ...line, what: `its number: ${text}`, ...spread(seen.map(({ counted }) => counted)) });
    all.push(...seen);
  }
  print({ ...line, what: 'all filters', ...spread(all.map(({ listed }) => listed)) });
  print({ ...line, what: 'all their numbers', ...spread(all.map(({ counted }) => counted)) });
  await page.context().close();
}
