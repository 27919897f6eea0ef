import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import type { Statistics } from '../api/statistics.js';
import { Severity } from '../components/Severity.js';
import { DEFAULT_FILTERS, equals, type Filters } from '../filter/filters.js';
import { SEVERITIES, WORKFLOW_STATUSES } from '../filter/values.js';
import { strings } from '../strings.js';
import { NumberLink } from './NumberLink.js';

const text = strings.overview;

const countOf = (statistics: Statistics, attribute: string, value: string): number =>
  statistics.groups.get(attribute)?.find((group) => group.value === value)?.count ?? 0;

/** Open findings: all, and by severity. Those of the provider's own severities are in the first number alone. */
export function OpenBySeverity({ open }: { open: Statistics }) {
  return (
    <Container header={<Header description={text.openHint}>{text.open}</Header>}>
      <div className="numbers">
        <NumberLink label={text.all} ariaLabel={text.open} count={open.total} filters={DEFAULT_FILTERS} />
        {SEVERITIES.map((label) => (
          <NumberLink
            key={label}
            label={<Severity label={label} />}
            ariaLabel={label}
            count={countOf(open, 'SeverityLabel', label)}
            filters={{ ...DEFAULT_FILTERS, SeverityLabel: equals(label) }}
          />
        ))}
      </div>
    </Container>
  );
}

/** What is still there, by what people decided about it. */
export const ACTIVE: Filters = { RecordState: equals('ACTIVE') };

export function ActiveByStatus({ active }: { active: Statistics }) {
  return (
    <Container header={<Header description={text.activeHint}>{text.active}</Header>}>
      <div className="numbers">
        <NumberLink label={text.all} ariaLabel={text.active} count={active.total} filters={ACTIVE} />
        {WORKFLOW_STATUSES.map((status) => (
          <NumberLink
            key={status}
            label={status}
            ariaLabel={status}
            count={countOf(active, 'WorkflowStatus', status)}
            filters={{ ...ACTIVE, WorkflowStatus: equals(status) }}
          />
        ))}
      </div>
    </Container>
  );
}
