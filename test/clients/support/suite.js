import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeFinding, makeFindings } from '../../support/findings.js';
import { Hub } from '../../support/hub.js';

const ARN = (/** @type {Hub} */ hub) => `arn:aws:securityhub:${hub.region}:${hub.account}:hub/default`;

/**
 * What every real client must be able to do, with real signatures and its own reading of the answers.
 *
 * @param {string} name
 * @param {(hub: Hub) => import('./caller.js').Caller} makeCaller
 * @param {string | undefined} missing why this client cannot be tried here
 */
export function clientSuite(name, makeCaller, missing) {
  describe.skipIf(missing !== undefined)(
    missing === undefined ? name : `${name} (skipped: ${missing})`,
    () => {
      /** @type {Hub} */
      let hub;
      /** @type {import('./caller.js').Caller} */
      let caller;

      beforeAll(async () => {
        hub = await Hub.start();
        caller = makeCaller(hub);
      });

      afterAll(async () => {
        await caller?.close();
        await hub?.remove();
      });

      test('asks who it is', async () => {
        const identity = await caller.identity();
        expect(identity.Account).toBe(hub.account);
        expect(identity.Arn).toBe(`arn:aws:iam::${hub.account}:root`);
      });

      test('describes the hub', async () => {
        const described = await caller.call('DescribeHub', {});
        expect(described.HubArn).toBe(ARN(hub));
        expect(Date.parse(described.SubscribedAt)).not.toBeNaN();
      });

      test('imports findings and reads them back, page by page, sorted', async () => {
        const findings = makeFindings(hub, 0, 23);
        const imported = await caller.call('BatchImportFindings', { Findings: findings });
        expect(imported).toMatchObject({ FailedCount: 0, SuccessCount: 23, FailedFindings: [] });

        const order = [{ Field: 'UpdatedAt', SortOrder: 'desc' }];
        const stored = await caller.all('GetFindings', { SortCriteria: order }, 10);
        expect(stored.map(({ Id }) => Id)).toEqual(findings.map(({ Id }) => Id).reverse());
        const [last] = stored;
        const { Severity, ProductFields, ...sent } = makeFinding(hub, 22);
        expect(last).toMatchObject({ ...sent, Workflow: { Status: 'NEW' }, RecordState: 'ACTIVE' });
        expect(last.ProductFields).toMatchObject(ProductFields);
        expect(last.ProductFields['aws/securityhub/FindingId']).toBe(`${hub.productArn}/${sent.Id}`);
        expect(last.Severity).toMatchObject(Severity);
      });

      test('is told what is wrong with a finding, beside those that are right', async () => {
        const { Description, ...incomplete } = makeFinding(hub, 100);
        const { FailedFindings, ...counts } = await caller.call('BatchImportFindings', {
          Findings: [
            makeFinding(hub, 101),
            { ...incomplete, Description: '' },
            { ...makeFinding(hub, 102), Types: ['/'] },
          ],
        });
        expect(counts).toMatchObject({ FailedCount: 2, SuccessCount: 1 });
        expect(FailedFindings).toEqual([
          {
            Id: incomplete.Id,
            ErrorCode: 'InvalidInput',
            ErrorMessage:
              'Finding does not adhere to Amazon Finding Format. data.Description should NOT be shorter than 1 characters.',
          },
          {
            Id: makeFinding(hub, 102).Id,
            ErrorCode: 'InvalidInput',
            ErrorMessage:
              'Finding does not adhere to Amazon Finding Format. data.Types[0] should match pattern "^([^/]+)(/[^/]+){0,2}$".',
          },
        ]);
      });

      test('filters', async () => {
        const wanted = makeFindings(hub, 0, 23).filter(({ ProductName }) => ProductName === 'Kestrel');
        const found = await caller.call('GetFindings', {
          Filters: {
            ProductName: [{ Value: 'Kestrel', Comparison: 'EQUALS' }],
            Id: makeFindings(hub, 0, 23)
              .map(({ Id }) => ({ Value: Id, Comparison: 'EQUALS' }))
              .slice(0, 20),
            RecordState: [{ Value: 'ACTIVE', Comparison: 'EQUALS' }],
          },
        });
        const ids = new Set(makeFindings(hub, 0, 20).map(({ Id }) => Id));
        const expected = wanted.map(({ Id }) => Id).filter((id) => ids.has(id));
        expect(expected.length).toBeGreaterThan(0);
        expect(found.Findings.map((/** @type {{Id: string}} */ { Id }) => Id).sort()).toEqual(
          expected.sort(),
        );
      });

      test('decides on a finding, and the decision outlives the next import', async () => {
        const identifier = { Id: makeFinding(hub, 3).Id, ProductArn: hub.productArn };
        const unknown = { Id: 'nobody sent it', ProductArn: hub.productArn };
        const updated = await caller.call('BatchUpdateFindings', {
          FindingIdentifiers: [identifier, unknown],
          Note: { Text: 'Accepted until the migration.', UpdatedBy: 'analyst' },
          Workflow: { Status: 'SUPPRESSED' },
          UserDefinedFields: { ticket: 'SEC-7' },
          Severity: { Label: 'LOW' },
        });
        expect(updated.ProcessedFindings).toEqual([identifier]);
        expect(updated.UnprocessedFindings).toEqual([
          { FindingIdentifier: unknown, ErrorCode: 'FindingNotFound', ErrorMessage: 'Finding Not Found' },
        ]);

        await caller.call('BatchImportFindings', { Findings: [makeFinding(hub, 3, 2)] });
        const { Findings } = await caller.call('GetFindings', {
          Filters: { Id: [{ Value: identifier.Id, Comparison: 'EQUALS' }] },
        });
        expect(Findings).toHaveLength(1);
        expect(Findings[0]).toMatchObject({
          Title: makeFinding(hub, 3, 2).Title,
          Workflow: { Status: 'SUPPRESSED' },
          UserDefinedFields: { ticket: 'SEC-7' },
          Severity: { Label: 'LOW', Normalized: 1 },
          FindingProviderFields: { Severity: { Label: makeFinding(hub, 3, 2).Severity.Label } },
        });
        expect(Findings[0].Note.Text).toBe('Accepted until the migration.');
      });

      test('enables, lists and disables a product', async () => {
        const ProductArn = `arn:aws:securityhub:${hub.region}:517716713836:product/crowdstrike/crowdstrike-falcon`;
        const subscription = `arn:aws:securityhub:${hub.region}:${hub.account}:product-subscription/crowdstrike/crowdstrike-falcon`;
        const { Products } = await caller.call('DescribeProducts', { ProductArn });
        expect(Products).toMatchObject([{ ProductArn, CompanyName: 'CrowdStrike' }]);

        const enabled = await caller.call('EnableImportFindingsForProduct', { ProductArn });
        expect(enabled.ProductSubscriptionArn).toBe(subscription);
        const listed = await caller.call('ListEnabledProductsForImport', {});
        expect(listed.ProductSubscriptions).toContain(subscription);

        const finding = { ...makeFinding(hub, 200), ProductArn };
        const imported = await caller.call('BatchImportFindings', { Findings: [finding] });
        expect(imported.SuccessCount).toBe(1);

        await caller.call('DisableImportFindingsForProduct', { ProductSubscriptionArn: subscription });
        const after = await caller.call('ListEnabledProductsForImport', {});
        expect(after.ProductSubscriptions).not.toContain(subscription);
        await expect(caller.call('BatchImportFindings', { Findings: [finding] })).rejects.toMatchObject({
          code: 'AccessDeniedException',
          message: expect.stringContaining(
            `is not authorized to perform: securityhub:BatchImportFindings on resource: ${ProductArn}`,
          ),
        });
      });

      test('tags the hub', async () => {
        const ResourceArn = ARN(hub);
        await caller.call('TagResource', { ResourceArn, Tags: { Department: 'Security', Area: 'North' } });
        await caller.call('UntagResource', { ResourceArn, TagKeys: ['Area'] });
        expect((await caller.call('ListTagsForResource', { ResourceArn })).Tags).toEqual({
          Department: 'Security',
        });
      });

      test('understands a refusal of the whole call', async () => {
        await expect(caller.call('EnableSecurityHub', {})).rejects.toMatchObject({
          code: 'ResourceConflictException',
          message: 'Account is already subscribed to Security Hub',
        });
        await expect(
          caller.call('BatchImportFindings', { Findings: makeFindings(hub, 0, 101).map(small) }),
        ).rejects.toMatchObject({
          code: 'InvalidInputException',
          message: "Invalid parameter 'Findings'. Size '101' is greater than maximum value: 100.",
        });
      });
    },
  );
}

/**
 * A finding short enough for a hundred of them to fit on a command line.
 *
 * @param {import('../../support/findings.js').Finding} finding
 */
function small({
  SchemaVersion,
  Id,
  ProductArn,
  GeneratorId,
  AwsAccountId,
  Types,
  CreatedAt,
  UpdatedAt,
  Severity,
  Title,
}) {
  const Resources = [{ Type: 'Other', Id: 'host' }];
  return {
    SchemaVersion,
    Id,
    ProductArn,
    GeneratorId,
    AwsAccountId,
    Types,
    CreatedAt,
    UpdatedAt,
    Severity,
    Title,
    Description: 'd',
    Resources,
  };
}
