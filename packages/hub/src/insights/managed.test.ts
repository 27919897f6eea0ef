import { expect, test } from 'vitest';
import { parseFilters } from '../findings/filter/parse.js';
import { FINDINGS_FILTERS } from '../wire/generated/requests.js';
import { isGroupByAttribute } from './group-by.js';
import { MANAGED_INSIGHTS, managedInsight } from './managed.js';

test('each has an ARN of its own, a name of its own, filters that are right and an attribute to group by', () => {
  for (const insight of MANAGED_INSIGHTS) {
    expect(insight.arn).toMatch(/^arn:aws:securityhub:::insight\/securityhub\/default\/[1-9]\d*$/);
    expect(insight.name).toMatch(/\S/);
    expect(() => parseFilters(insight.filters, new Date())).not.toThrow();
    expect(isGroupByAttribute(insight.groupByAttribute)).toBe(true);
    expect(managedInsight(insight.arn)).toBe(insight);
  }
  expect(new Set(MANAGED_INSIGHTS.map(({ arn }) => arn)).size).toBe(MANAGED_INSIGHTS.length);
  expect(new Set(MANAGED_INSIGHTS.map(({ name }) => name)).size).toBe(MANAGED_INSIGHTS.length);
});

test('findings are grouped by attributes that hold texts or addresses, under their names as filters', () => {
  const attributes = FINDINGS_FILTERS.definitions?.AwsSecurityFindingFilters?.properties ?? {};
  const groupable = Object.entries(attributes).filter(([name]) => isGroupByAttribute(name));
  expect(groupable.length).toBeGreaterThan(70);
  for (const [, { items }] of groupable) expect(items?.$ref).toMatch(/\/(String|Ip)Filter$/);
  for (const name of ['Severity', 'Keyword', 'ResourceTags', 'UpdatedAt', '', '__proto__', 'constructor']) {
    expect(isGroupByAttribute(name)).toBe(false);
  }
});
