import { makeFinding } from '../../support/findings.js';

/** @typedef {Record<string, any>} Json the documentation's examples, whose shapes are what is being tested */

/**
 * An example for this hub: its account, its Region, its own default product in place of the service's own (which no
 * customer can send for), and identifiers that exist.
 *
 * @param {import('../../support/hub.js').Hub} hub
 * @param {import('../../support/examples.js').Example} example
 * @returns {{input: Json, output: Json}}
 */
export function adaptExample(hub, { operation, input, output }) {
  const adapt = (/** @type {unknown} */ value) =>
    JSON.parse(
      JSON.stringify(value ?? {})
        .replaceAll('123456789012', hub.account)
        .replaceAll(/\bus-(?:east|west)-[12]\b/g, hub.region)
        .replaceAll(`arn:aws:securityhub:${hub.region}::product/aws/securityhub`, hub.productArn),
    );
  const adapted = { input: adapt(input), output: adapt(output) };
  ADAPTATIONS[operation]?.(adapted);
  return adapted;
}

/**
 * What an example cannot have meant literally.
 *
 * @type {Record<string, (example: {input: Json, output: Json}) => void>}
 */
const ADAPTATIONS = {
  DescribeProducts: ({ input, output }) => {
    // "NULL" is no token, and one product has no next page.
    delete input.NextToken;
    delete output.NextToken;
  },
  GetFindings: ({ input, output }) => {
    // Other examples have left findings here; this one shows a certain finding.
    const [{ Id }] = output.Findings;
    input.Filters.Id = [{ Value: Id, Comparison: 'EQUALS' }];
  },
  DisableImportFindingsForProduct: ({ input }) => {
    // The example gives the product's ARN, the documentation asks for the subscription's.
    input.ProductSubscriptionArn = input.ProductSubscriptionArn.replace(
      ':product/',
      ':product-subscription/',
    ).replace(/:\d{12}:/, ':123456789012:');
  },
};

/**
 * @typedef {object} Scene
 * @property {import('../../support/hub.js').Hub} hub
 * @property {(operation: string, input: object) => Promise<import('../../support/client.js').JsonAnswer>} send
 * @property {Json} input
 * @property {Json} output
 */

/**
 * What must be there before an example can be answered as documented.
 *
 * @type {Record<string, (scene: Scene) => Promise<unknown>>}
 */
export const PREPARATIONS = {
  BatchUpdateFindings: ({ hub, send, input }) =>
    send('BatchImportFindings', {
      Findings: input.FindingIdentifiers.map((/** @type {Json} */ { Id }) => ({
        ...makeFinding(hub, 1),
        Id,
      })),
    }),
  DisableImportFindingsForProduct: ({ send }) => enableExampleProduct(send),
  EnableSecurityHub: ({ send }) => send('DisableSecurityHub', {}),
  GetFindings: ({ send, output }) => send('BatchImportFindings', { Findings: output.Findings }),
  ListEnabledProductsForImport: ({ send }) => enableExampleProduct(send),
  ListTagsForResource: ({ hub, send, output }) =>
    send('TagResource', {
      ResourceArn: `arn:aws:securityhub:${hub.region}:${hub.account}:hub/default`,
      Tags: output.Tags,
    }),
};

/** @param {Scene['send']} send */
async function enableExampleProduct(send) {
  const { json } = await send('DescribeHub', {});
  const region = String(json.HubArn).split(':')[3];
  return send('EnableImportFindingsForProduct', {
    ProductArn: `arn:aws:securityhub:${region}:517716713836:product/crowdstrike/crowdstrike-falcon`,
  });
}
