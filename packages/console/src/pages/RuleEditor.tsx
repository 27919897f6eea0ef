import { getRule, type RuleDraft } from '../api/rules.js';
import { Loaded } from '../components/Loaded.js';
import { Page } from '../components/Page.js';
import { useHub } from '../data/useHub.js';
import type { Filters } from '../filter/filters.js';
import { readFilters } from '../filter/url.js';
import { CRITERIA } from '../filter/values.js';
import { hrefTo, usePlace } from '../router/location.js';
import { RuleForm } from '../rules/RuleForm.js';
import { strings } from '../strings.js';

const text = strings.rules;

/** Of the filter of a list, what rules can look at, and what they cannot. */
function criteriaFrom(filters: Filters): { criteria: Filters; left: readonly string[] } {
  const entries = Object.entries(filters);
  return {
    criteria: Object.fromEntries(entries.filter(([name]) => CRITERIA.has(name))),
    left: entries.flatMap(([name]) => (CRITERIA.has(name) ? [] : [name])),
  };
}

/** Makes a rule, from the filter in the address if there is one, or changes one. */
export default function RuleEditor() {
  const { query } = usePlace();
  const arn = query.get('arn') ?? undefined;
  const stored = useHub(arn && `rule to edit ${arn}`, (connection, signal) =>
    getRule(connection, arn ?? '', signal),
  );
  const { criteria, left } = criteriaFrom(readFilters(query).filters);
  const fresh: RuleDraft = {
    name: '',
    description: '',
    order: 100,
    enabled: true,
    terminal: false,
    criteria,
    updates: [],
  };
  return (
    <Page
      title={arn === undefined ? text.create : text.edit}
      trail={[{ text: strings.navigation.automation, href: hrefTo('/automation') }]}
    >
      {arn === undefined ? (
        <RuleForm initial={fresh} left={left} />
      ) : (
        <Loaded query={stored}>{(rule) => <RuleForm arn={arn} initial={rule} left={[]} />}</Loaded>
      )}
    </Page>
  );
}
