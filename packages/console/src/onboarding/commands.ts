/** Where a first finding is to go. */
export interface Destination {
  readonly origin: string;
  readonly account: string;
  readonly region: string;
  /** ISO 8601. */
  readonly now: string;
}

/** The smallest useful finding, for the account's own default product, which is always enabled. */
function firstFinding({ account, region, now }: Destination) {
  return {
    SchemaVersion: '2018-10-08',
    Id: 'first-finding',
    ProductArn: `arn:aws:securityhub:${region}:${account}:product/${account}/default`,
    GeneratorId: 'by-hand',
    AwsAccountId: account,
    Types: ['Software and Configuration Checks'],
    CreatedAt: now,
    UpdatedAt: now,
    Severity: { Label: 'LOW' },
    Title: 'My first finding',
    Description: 'Sent by hand, to see that findings arrive.',
    Resources: [{ Type: 'Other', Id: 'my-laptop' }],
  };
}

const keys = `export AWS_ACCESS_KEY_ID=your-access-key-id
export AWS_SECRET_ACCESS_KEY=your-secret-access-key`;

/** Nothing in it needs quoting: JSON of our own, without apostrophes. */
export const curlCommand = (to: Destination): string => `${keys}

curl --aws-sigv4 aws:amz:${to.region}:securityhub \\
  --user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY" \\
  -H 'content-type: application/json' \\
  ${to.origin}/findings/import \\
  -d '${JSON.stringify({ Findings: [firstFinding(to)] })}'`;

export const cliCommand = (to: Destination): string => `${keys}

aws securityhub batch-import-findings \\
  --endpoint-url ${to.origin} --region ${to.region} \\
  --findings '${JSON.stringify([firstFinding(to)])}'`;

export const pythonCommand = (to: Destination): string => `import boto3, json

hub = boto3.client('securityhub', endpoint_url='${to.origin}', region_name='${to.region}',
                   aws_access_key_id='your-access-key-id',
                   aws_secret_access_key='your-secret-access-key')
finding = json.loads('${JSON.stringify(firstFinding(to))}')
print(hub.batch_import_findings(Findings=[finding]))`;
