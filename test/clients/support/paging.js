import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Client } from '../../support/client.js';
import { makeFinding, makeFindings } from '../../support/findings.js';
import { Hub } from '../../support/hub.js';

const FINDINGS = 230;
const VERSIONS = 12;
const DEFINITIONS = 23;
/** The one that has a long history. */
const CHANGED = 7;

/**
 * What a real client's own paginator must get, whatever the size of the pages: all items, each once, in order.
 *
 * @param {string} name
 * @param {(hub: Hub) => import('./caller.js').Caller} makeCaller
 * @param {string | undefined} missing why this client cannot be tried here
 */
export function pagingSuite(name, makeCaller, missing) {
  const title = `${name}, page by page${missing === undefined ? '' : ` (skipped: ${missing})`}`;
  describe.skipIf(missing !== undefined)(title, () => {
    /** @type {Hub} */
    let hub;
    /** @type {import('./caller.js').Caller} */
    let caller;

    beforeAll(async () => {
      hub = await Hub.start();
      await fill(hub);
      caller = makeCaller(hub);
    });

    afterAll(async () => {
      await caller?.close();
      await hub?.remove();
    });

    /** As they are stored: one of them has been updated. */
    const findings = () => makeFindings(hub, 0, FINDINGS).with(CHANGED, makeFinding(hub, CHANGED, VERSIONS));
    const ids = (/** @type {{Id: string}[]} */ items) => items.map(({ Id }) => Id);

    test.each([100, 17])('GetFindings gives every finding once, in pages of %i', async (pageSize) => {
      const found = await caller.all('GetFindings', {}, pageSize);
      expect(ids(found).sort()).toEqual(ids(findings()).sort());
      const again = await caller.all('GetFindings', {}, 100);
      expect(ids(again)).toEqual(ids(found));
    });

    test('GetFindings keeps an order of several attributes over its pages', async () => {
      const SortCriteria = [
        { Field: 'SeverityLabel', SortOrder: 'desc' },
        { Field: 'UpdatedAt', SortOrder: 'asc' },
      ];
      const found = await caller.all('GetFindings', { SortCriteria }, 23);
      const expected = findings().sort(
        (left, right) =>
          compare(String(right.Severity.Label), String(left.Severity.Label)) ||
          compare(left.UpdatedAt, right.UpdatedAt),
      );
      expect(ids(found)).toEqual(ids(expected));
    });

    test('GetFindings splits findings that are equal in its order, and loses none', async () => {
      const SortCriteria = [{ Field: 'ProductName', SortOrder: 'asc' }];
      const found = await caller.all('GetFindings', { SortCriteria }, 10);
      expect(ids(found).sort()).toEqual(ids(findings()).sort());
      const names = found.map(({ ProductName }) => ProductName);
      expect(names).toEqual([...names].sort(compare));
    });

    test('GetFindings filters, sorts and pages at once', async () => {
      const ProductName = [{ Value: 'Kestrel', Comparison: 'EQUALS' }];
      const SortCriteria = [{ Field: 'CreatedAt', SortOrder: 'desc' }];
      const found = await caller.all('GetFindings', { Filters: { ProductName }, SortCriteria }, 4);
      const expected = findings().filter((finding) => finding.ProductName === 'Kestrel');
      expect(expected.length).toBeGreaterThan(8);
      expect(ids(found)).toEqual(ids(expected).reverse());
    });

    test.each([100, 5])('GetFindingHistory gives every record once, in pages of %i', async (pageSize) => {
      const FindingIdentifier = { Id: makeFinding(hub, CHANGED).Id, ProductArn: hub.productArn };
      const records = await caller.all('GetFindingHistory', { FindingIdentifier }, pageSize);
      const kinds = records.map(({ UpdateSource }) => UpdateSource.Type);
      const imports = Array.from({ length: VERSIONS }, () => 'BATCH_IMPORT_FINDINGS');
      expect(kinds).toEqual(['BATCH_UPDATE_FINDINGS', ...imports]);
      expect(records.map(({ FindingCreated }) => FindingCreated)).toEqual(
        records.map((_, place) => place === VERSIONS),
      );
      const titles = records.flatMap(({ Updates }) =>
        Updates.flatMap((/** @type {{UpdatedField: string, NewValue: string}} */ update) =>
          update.UpdatedField === 'Title' ? [update.NewValue] : [],
        ),
      );
      const changes = Array.from({ length: VERSIONS - 1 }, (_, nth) =>
        makeFinding(hub, CHANGED, VERSIONS - nth),
      );
      expect(titles).toEqual(changes.map(({ Title }) => Title));
    });

    /** Those created within the same millisecond may come in any order. @param {string} kind */
    const named = (kind) => Array.from({ length: DEFINITIONS }, (_, number) => `${kind} ${number}`).sort();

    test('GetInsights gives every insight once', async () => {
      const insights = await caller.all('GetInsights', {}, 10);
      expect(insights.map(({ Name }) => Name).sort()).toEqual(named('Insight'));
      expect(await caller.all('GetInsights', {}, 100)).toEqual(insights);
    });

    test('DescribeActionTargets and DescribeProducts give each item once', async () => {
      const actions = await caller.all('DescribeActionTargets', {}, 10);
      expect(actions.map(({ Name }) => Name).sort()).toEqual(named('Action'));
      const products = await caller.all('DescribeProducts', {}, 30);
      const arns = products.map(({ ProductArn }) => ProductArn);
      expect(arns.length).toBeGreaterThan(60);
      expect(new Set(arns).size).toBe(arns.length);
      expect(await caller.all('DescribeProducts', {}, 100)).toEqual(products);
    });

    test('stops after some findings, and goes on where it stopped', async () => {
      const SortCriteria = [{ Field: 'UpdatedAt', SortOrder: 'desc' }];
      const whole = await caller.all('GetFindings', { SortCriteria }, 100);
      const found = [];
      /** @type {string | undefined} */
      let from;
      do {
        const part = await caller.some(
          'GetFindings',
          { SortCriteria },
          {
            pageSize: 30,
            maxItems: 90,
            ...(from !== undefined && { from }),
          },
        );
        expect(part.items.length).toBe(Math.min(90, FINDINGS - found.length));
        found.push(...part.items);
        from = part.next;
      } while (from !== undefined);
      expect(found).toEqual(whole);
      expect(found).toHaveLength(FINDINGS);
    });
  });
}

/** @param {string} left @param {string} right */
const compare = (left, right) => (left < right ? -1 : Number(left > right));

/** @param {Hub} hub */
async function fill(hub) {
  const client = new Client(hub);
  const right = async (/** @type {Promise<import('../../support/client.js').JsonAnswer>} */ call) => {
    const { status, body } = await call;
    expect(`${status} ${body}`).toMatch(/^200 /);
  };
  try {
    for (let from = 0; from < FINDINGS; from += 100) {
      await right(client.importFindings(makeFindings(hub, from, Math.min(from + 100, FINDINGS))));
    }
    for (let version = 2; version <= VERSIONS; version++) {
      await right(client.importFindings([makeFinding(hub, CHANGED, version)]));
    }
    const changed = { Id: makeFinding(hub, CHANGED).Id, ProductArn: hub.productArn };
    const decision = { FindingIdentifiers: [changed], Workflow: { Status: 'NOTIFIED' } };
    await right(client.call('PATCH', '/findings/batchupdate', decision));
    for (let number = 0; number < DEFINITIONS; number++) {
      const insight = { Name: `Insight ${number}`, Filters: {}, GroupByAttribute: 'ResourceId' };
      await right(client.call('POST', '/insights', insight));
      const action = { Id: `action${number}`, Name: `Action ${number}`, Description: 'One of several' };
      await right(client.call('POST', '/actionTargets', action));
    }
  } finally {
    client.close();
  }
}
