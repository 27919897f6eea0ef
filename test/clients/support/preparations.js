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
  ListAutomationRules: ({ input }) => {
    // The example's token is no token of anybody's.
    delete input.NextToken;
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
  BatchDeleteAutomationRules: async ({ send, input }) => {
    // One is deleted, the other cannot be.
    input.AutomationRulesArns[0] = await createRule(send);
  },
  BatchGetAutomationRules: async ({ send, input, output }) => {
    // Every rule of the answer is held to the documented first one.
    const [rule] = output.Rules;
    input.AutomationRulesArns = [await createRule(send, rule), await createRule(send, rule)];
  },
  BatchUpdateAutomationRules: async ({ send, input }) => {
    for (const item of input.UpdateAutomationRulesRequestItems) item.RuleArn = await createRule(send);
  },
  BatchUpdateFindings: ({ hub, send, input }) =>
    send('BatchImportFindings', {
      Findings: input.FindingIdentifiers.map((/** @type {Json} */ { Id }) => ({
        ...makeFinding(hub, 1),
        Id,
      })),
    }),
  CreateActionTarget: ({ hub, send, input }) =>
    send('DeleteActionTarget', {
      ActionTargetArn: `arn:aws:securityhub:${hub.region}:${hub.account}:action/custom/${input.Id}`,
    }),
  DeleteActionTarget: ({ send }) => createAction(send),
  DeleteInsight: async ({ send, input }) => {
    input.InsightArn = await createInsight(send);
  },
  DescribeActionTargets: ({ send }) => createAction(send),
  DisableImportFindingsForProduct: ({ send }) => enableExampleProduct(send),
  EnableSecurityHub: ({ send }) => send('DisableSecurityHub', {}),
  GetFindings: ({ send, output }) => send('BatchImportFindings', { Findings: output.Findings }),
  GetInsightResults: async ({ hub, send, input }) => {
    await send('BatchImportFindings', { Findings: [makeFinding(hub, 1)] });
    input.InsightArn = await createInsight(send);
  },
  GetInsights: async ({ send, input, output }) => {
    input.InsightArns = [await createInsight(send, output.Insights[0])];
  },
  ListAutomationRules: async ({ send, input }) => {
    // One more than fits the page, so that there is a next one.
    for (let rules = 0; rules <= input.MaxResults; rules += 1) await createRule(send);
  },
  ListEnabledProductsForImport: ({ send }) => enableExampleProduct(send),
  ListTagsForResource: ({ hub, send, output }) =>
    send('TagResource', {
      ResourceArn: `arn:aws:securityhub:${hub.region}:${hub.account}:hub/default`,
      Tags: output.Tags,
    }),
  UpdateActionTarget: ({ send }) => createAction(send),
  UpdateInsight: async ({ send, input }) => {
    input.InsightArn = await createInsight(send);
  },
};

/**
 * The custom action that the examples speak of; it may be there already.
 *
 * @param {Scene['send']} send
 */
const createAction = (send) =>
  send('CreateActionTarget', {
    Id: 'Remediation',
    Name: 'Send to remediation',
    Description: 'Action to send the finding for remediation tracking',
  });

/**
 * @param {Scene['send']} send
 * @param {Json} [insight] as GetInsights shows it
 * @returns {Promise<string>} its ARN
 */
async function createInsight(send, insight = {}) {
  const { InsightArn: _, ...shown } = insight;
  const least = { Name: 'Insight', Filters: {}, GroupByAttribute: 'ResourceId' };
  return String((await send('CreateInsight', { ...least, ...shown })).json.InsightArn);
}

/**
 * @param {Scene['send']} send
 * @param {Json} [rule] as BatchGetAutomationRules shows it
 * @returns {Promise<string>} its ARN
 */
async function createRule(send, rule = {}) {
  const { RuleArn: _, CreatedAt, UpdatedAt, CreatedBy, ...shown } = rule;
  const least = {
    RuleName: 'Rule',
    Description: 'A rule of an example',
    RuleOrder: 1,
    Criteria: { Title: [{ Value: 'Nothing', Comparison: 'EQUALS' }] },
    Actions: [{ Type: 'FINDING_FIELDS_UPDATE', FindingFieldsUpdate: { Confidence: 1 } }],
  };
  return String((await send('CreateAutomationRule', { ...least, ...shown })).json.RuleArn);
}

/** @param {Scene['send']} send */
async function enableExampleProduct(send) {
  const { json } = await send('DescribeHub', {});
  const region = String(json.HubArn).split(':')[3];
  return send('EnableImportFindingsForProduct', {
    ProductArn: `arn:aws:securityhub:${region}:517716713836:product/crowdstrike/crowdstrike-falcon`,
  });
}
