import SpaceBetween from '@cloudscape-design/components/space-between';
import Tabs from '@cloudscape-design/components/tabs';
import { type Finding, identifierOf } from '../api/findings.js';
import { listOf } from '../json.js';
import { hrefTo, navigate, usePlace } from '../router/location.js';
import { strings } from '../strings.js';
import { Comparison } from './Comparison.js';
import { History } from './History.js';
import { JsonView } from './JsonView.js';
import { Related } from './Related.js';
import { Summary } from './Summary.js';
import { Parts, Resources } from './sections.js';

/** All of a finding; which part is shown is in the address. */
export function FindingTabs({ finding }: { finding: Finding }) {
  const { path, query } = usePlace();
  const text = strings.finding.tabs;
  const show = (tab: string) => {
    const next = new URLSearchParams(query);
    next.set('tab', tab);
    navigate(hrefTo(path, next), { replace: true });
  };
  return (
    <Tabs
      ariaLabel={text.label}
      activeTabId={query.get('tab') ?? 'summary'}
      onChange={({ detail }) => show(detail.activeTabId)}
      tabs={[
        {
          id: 'summary',
          label: text.summary,
          content: (
            <SpaceBetween size="l">
              <Summary finding={finding} />
              <Parts finding={finding} />
            </SpaceBetween>
          ),
        },
        {
          id: 'resources',
          label: text.resources(listOf(finding.Resources).length),
          content: <Resources finding={finding} />,
        },
        { id: 'history', label: text.history, content: <History identifier={identifierOf(finding)} /> },
        { id: 'comparison', label: text.comparison, content: <Comparison finding={finding} /> },
        { id: 'related', label: text.related, content: <Related finding={finding} /> },
        { id: 'json', label: text.json, content: <JsonView finding={finding} /> },
      ]}
    />
  );
}
