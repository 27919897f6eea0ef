/** The smallest finding that the format accepts; for tests. */
export const sampleFinding = (more: Record<string, unknown> = {}): Record<string, unknown> => ({
  SchemaVersion: '2018-10-08',
  Id: 'scan-1/host-1/check-1',
  ProductArn: 'arn:aws:securityhub:eu-central-1:123456789012:product/123456789012/default',
  GeneratorId: 'check-1',
  AwsAccountId: '123456789012',
  CreatedAt: '2024-02-29T12:00:00Z',
  UpdatedAt: '2024-02-29T12:00:00.123456789+01:00',
  Title: 'Port 22 is open',
  Description: 'Anybody can reach port 22.',
  FindingProviderFields: { Severity: { Label: 'HIGH' }, Types: ['Software and Configuration Checks'] },
  Resources: [{ Type: 'AwsEc2Instance', Id: 'i-1' }],
  ...more,
});

/** The same finding as GetFindings returns it. */
export function returnedFinding(more: Record<string, unknown> = {}): Record<string, unknown> {
  const sent = sampleFinding(more);
  const { ProductFields = {}, FindingProviderFields } = sent;
  return {
    ...sent,
    ProductName: 'Default',
    CompanyName: 'Personal',
    Region: 'eu-central-1',
    Types: ['Software and Configuration Checks'],
    Severity: { Label: 'HIGH', Normalized: 70 },
    ProductFields: {
      ...Object(ProductFields),
      'aws/securityhub/FindingId': `${sent.ProductArn}/${sent.Id}`,
      'aws/securityhub/ProductName': 'Default',
      'aws/securityhub/CompanyName': 'Personal',
    },
    WorkflowState: 'NEW',
    Workflow: { Status: 'RESOLVED' },
    RecordState: 'ACTIVE',
    VerificationState: 'TRUE_POSITIVE',
    Note: { Text: 'n'.repeat(512), UpdatedBy: 'someone', UpdatedAt: '2024-03-01T00:00:00.000Z' },
    UserDefinedFields: { owner: 'team-a' },
    ProcessedAt: '2024-03-01T00:00:00.000Z',
    FindingProviderFields,
    Sample: false,
  };
}
