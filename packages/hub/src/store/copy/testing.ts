import fc from 'fast-check';
import { defaultProduct, finding, identifier, minute } from '../../testing/findings.js';
import { REGION, ROOT, type RunningHub } from '../../testing/hub.js';
import type { StoreContents } from '../contents.js';
import type { Store } from '../store.js';

const OTHER_ACCOUNT = '210987654321';
const OTHER_REGION = 'us-east-1';

/** Texts of odd characters: controls, halves of pairs, those that engines escape, and what locales order in their own ways. */
const character = fc.oneof(
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 8 }).map((code) => String.fromCharCode(code)) },
  { weight: 2, arbitrary: fc.integer({ min: 0xd7fe, max: 0xe003 }).map((code) => String.fromCharCode(code)) },
  { weight: 3, arbitrary: fc.constantFrom('a', 'A', 'ä', 'Z', '_', "'", '"', '\\', '%', '\n', 'ß', 'ı') },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }) },
);
const oddText = fc
  .array(character, { minLength: 1, maxLength: 12 })
  .map((characters) => `x${characters.join('')}`);

/** Fills a hub with something of every kind that a store holds. Everything random is drawn from the seed. */
export async function fill(hub: RunningHub, seed: number, count = 450): Promise<void> {
  const texts = fc.sample(oddText, { seed, numRuns: 3 * count });
  const text = (n: number): string => texts[n % texts.length] ?? '';
  const must = async (answer: Promise<{ status: number; text: string }>) => {
    const { status, text: said } = await answer;
    if (status >= 300) throw new Error(`answered ${status}: ${said}`);
  };
  const other = await hub.account(OTHER_ACCOUNT);
  await hub.user(OTHER_ACCOUNT, 'scanner', ['AWSSecurityHubFullAccess']);
  await hub.admin('POST', '/products', {
    ...{ Company: 'acme', Product: 'scan', CompanyName: 'Straße "ı"', ProductName: 'é' },
  });
  await must(hub.root.call('POST', '/accounts', {}, { region: OTHER_REGION }));
  const rule = { RuleName: 'r', Description: text(2), RuleOrder: 1 };
  const update = { Note: { Text: 'by a rule', UpdatedBy: 'rule' } };
  await must(
    hub.root.call('POST', '/automationrules/create', {
      ...{ ...rule, Criteria: { SeverityLabel: [{ Value: 'HIGH', Comparison: 'EQUALS' }] } },
      ...{ Actions: [{ Type: 'FINDING_FIELDS_UPDATE', FindingFieldsUpdate: update }], Tags: { a: 'b' } },
    }),
  );
  await must(
    hub.root.call('POST', '/insights', {
      ...{ Name: 'n', Filters: { Title: [{ Value: 'x', Comparison: 'PREFIX' }] }, GroupByAttribute: 'Title' },
    }),
  );
  await must(hub.root.call('POST', '/actionTargets', { Id: 'Mail', Name: 'Mail', Description: 'mails' }));

  const sent = Array.from({ length: count }, (_, n) =>
    finding(`${n} ${text(n)}`, {
      ...{ Title: text(n + 1), Description: text(n + 2), UserDefinedFields: { [text(n)]: text(n + 3) } },
      Severity: { Label: ['LOW', 'MEDIUM', 'HIGH'][n % 3] },
      Resources: [{ Type: 'Other', Id: text(n + 4) }],
    }),
  );
  for (let at = 0; at < sent.length; at += 100) {
    await must(hub.root.importFindings(sent.slice(at, at + 100)));
  }
  // Updates, two of the same finding in one call, a refusal, and customers' decisions.
  const later = sent.slice(0, 30).flatMap((one, n) => [
    { ...one, UpdatedAt: minute(1), Title: text(n + 7) },
    { ...one, UpdatedAt: minute(2), Severity: { Label: 'CRITICAL' } },
  ]);
  await must(hub.root.importFindings([...later, finding('refused', { Title: undefined })]));
  for (let time = 0; time < 3; time += 1) {
    const decided = sent.slice(time * 5, time * 5 + 40).map(({ Id }) => identifier(String(Id)));
    await must(
      hub.root.updateFindings({
        FindingIdentifiers: decided,
        ...{ Note: { Text: text(time + 5), UpdatedBy: 'me' }, Workflow: { Status: 'SUPPRESSED' } },
      }),
    );
  }
  const theirs = {
    ...{ AwsAccountId: OTHER_ACCOUNT, ProductArn: defaultProduct(OTHER_ACCOUNT) },
    RecordState: 'ARCHIVED',
  };
  await must(other.importFindings([finding('same', theirs), finding(text(3), theirs)]));
  const elsewhere = { ProductArn: defaultProduct(ROOT, OTHER_REGION) };
  const region = { region: OTHER_REGION };
  await must(hub.root.importFindings([finding('same', elsewhere), finding(text(4), elsewhere)], region));
}

/** Adds rows that the API would not let in, but that a store can hold. */
export async function addOddRows({ control, deliveries }: Store, seed: number): Promise<void> {
  const [one = '', other = '', third = ''] = fc
    .sample(oddText, { seed, numRuns: 3 })
    .map((text) => text.toWellFormed());
  await control.setTags(ROOT, 'arn:odd', { [one]: other, [other]: third, '': '\0', b: 'upper', B: 'lower' });
  await control.createAccount({ account: '000000000001', name: third, createdAt: minute(0) });
  await control.endSession({ account: ROOT, id: 'session', until: minute(1) }, minute(0));
  const view = { account: ROOT, id: 'view', owner: 'root', name: other, query: one, shared: true };
  await control.createView({ ...view, createdAt: minute(0), updatedAt: minute(1) }, 9);
  const definition = { account: ROOT, region: REGION, name: one, createdAt: minute(0), updatedAt: minute(1) };
  const rule = { ...definition, id: 'rule', description: other, enabled: true, pattern: third };
  await control.createEventRule({ ...rule, sinks: [one, other], until: null }, 9);
  const sink = {
    ...definition,
    id: 'sink',
    kind: 'webhook',
    enabled: false,
    target: one,
    secret: other,
  } as const;
  await control.createEventSink(
    { ...sink, lastDeliveredAt: null, lastErrorAt: minute(2), lastError: third },
    9,
  );
  const delivery = { account: ROOT, region: REGION, sink: 'sink', rule: 'rule', event: 'event' };
  await deliveries.add([
    { ...delivery, id: 'a', detailType: one, subject: other, time: minute(0), body: third },
    { ...delivery, id: 'b', detailType: other, subject: '', time: minute(1), body: '{}' },
  ]);
}

/** A store that fails at the n-th time that something is restored, as if the copy was killed there. */
export function breaksAt(store: StoreContents, nth: number): StoreContents {
  let calls = 0;
  const breaking = <Arguments extends unknown[]>(restore: (...input: Arguments) => Promise<void>) => {
    return async (...input: Arguments): Promise<void> => {
      calls += 1;
      if (calls === nth) throw new Error('killed');
      await restore(...input);
    };
  };
  return {
    ...store,
    findings: { ...store.findings, restore: breaking(store.findings.restore) },
    history: { ...store.history, restore: breaking(store.history.restore) },
  };
}
