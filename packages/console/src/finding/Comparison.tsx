import Box from '@cloudscape-design/components/box';
import Table from '@cloudscape-design/components/table';
import type { Finding } from '../api/findings.js';
import { Tree } from '../components/Tree.js';
import { at } from '../json.js';
import { strings } from '../strings.js';

/** Attributes of which the provider's value stays beside what a person decided. */
const SHARED = ['Severity', 'Types', 'Confidence', 'Criticality', 'RelatedFindings'] as const;
/** What only people and rules decide. */
const CUSTOMERS = ['Workflow', 'VerificationState', 'Note', 'UserDefinedFields'] as const;

const value = (one: unknown) => (one === undefined ? '–' : <Tree value={one} />);

/** What the provider says beside what holds: the two differ where a person or a rule decided otherwise. */
export function Comparison({ finding }: { finding: Finding }) {
  const text = strings.finding.comparison;
  const rows = [...SHARED, ...CUSTOMERS]
    .map((name) => ({
      name,
      providers: at(finding, 'FindingProviderFields', name),
      holds: finding[name],
      shared: SHARED.some((one) => one === name),
    }))
    .filter(({ providers, holds }) => providers !== undefined || holds !== undefined);
  return (
    <Table
      variant="embedded"
      items={rows}
      trackBy="name"
      wrapLines
      ariaLabels={{ tableLabel: text.label }}
      header={<Box color="text-body-secondary">{text.hint}</Box>}
      columnDefinitions={[
        {
          id: 'name',
          header: text.attribute,
          isRowHeader: true,
          width: 160,
          cell: ({ name }) => text.names[name],
        },
        {
          id: 'providers',
          header: text.providers,
          cell: ({ providers, shared }) => (shared ? value(providers) : text.customersOwn),
        },
        { id: 'holds', header: text.holds, cell: ({ holds }) => value(holds) },
      ]}
    />
  );
}
