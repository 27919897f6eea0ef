import Button from '@cloudscape-design/components/button';
import Grid from '@cloudscape-design/components/grid';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { countFindings } from '../api/findings.js';
import { getProductHealth } from '../api/products.js';
import { getStatistics } from '../api/statistics.js';
import { Loaded } from '../components/Loaded.js';
import { Page } from '../components/Page.js';
import { changed, useChanges } from '../data/changes.js';
import { useHub } from '../data/useHub.js';
import { attributeNamed } from '../filter/attributes.js';
import { DEFAULT_FILTERS } from '../filter/filters.js';
import { FirstFinding } from '../onboarding/FirstFinding.js';
import { HealthWarning } from '../onboarding/HealthWarning.js';
import { ACTIVE, ActiveByStatus, OpenBySeverity } from '../overview/Counts.js';
import { Ingest } from '../overview/Ingest.js';
import { TopValues } from '../overview/TopValues.js';
import { Trend } from '../overview/Trend.js';
import { strings } from '../strings.js';

const text = strings.overview;

const TOP = [
  { name: 'ResourceId', title: text.topResources },
  { name: 'AwsAccountId', title: text.topAccounts },
  { name: 'ProductName', title: text.topProducts },
  { name: 'GeneratorId', title: text.topGenerators },
].flatMap(({ name, title }) => {
  const attribute = attributeNamed(name);
  return attribute === undefined ? [] : [{ attribute, title }];
});
const MOST = 10;

/** What there is to do, and whether everything still arrives. */
export default function Overview() {
  const round = useChanges('findings');
  const all = useHub(
    'count all',
    (connection, signal) => countFindings(connection, { filters: {} }, signal),
    round,
  );
  const health = useHub('health', getProductHealth, useChanges('products'));
  return (
    <Page
      title={text.title}
      actions={
        <Button
          iconName="refresh"
          ariaLabel={text.refresh}
          onClick={() => {
            changed('findings');
            changed('products');
          }}
        />
      }
    >
      <HealthWarning rows={health.data ?? []} />
      <Loaded query={all}>{(count) => (count === 0 ? <FirstFinding /> : <Numbers />)}</Loaded>
      {all.failure === undefined && <Ingest health={health} />}
    </Page>
  );
}

function Numbers() {
  const round = useChanges('findings');
  const open = useHub(
    'open',
    (connection, signal) => {
      const groupBy = ['SeverityLabel', ...TOP.map(({ attribute }) => attribute.name)];
      return getStatistics(connection, { filters: DEFAULT_FILTERS, groupBy, limit: MOST }, signal);
    },
    round,
  );
  const active = useHub(
    'active',
    (connection, signal) =>
      getStatistics(connection, { filters: ACTIVE, groupBy: ['WorkflowStatus'], limit: MOST }, signal),
    round,
  );
  const half = { default: 12, s: 6 };
  return (
    <SpaceBetween size="l">
      <Loaded query={open}>{(statistics) => <OpenBySeverity open={statistics} />}</Loaded>
      <Loaded query={active}>{(statistics) => <ActiveByStatus active={statistics} />}</Loaded>
      <Trend />
      {open.data !== undefined && (
        <Grid gridDefinition={TOP.map(() => ({ colspan: half }))}>
          {TOP.map(({ attribute, title }) => (
            <TopValues
              key={attribute.name}
              title={title}
              attribute={attribute}
              values={open.data?.groups.get(attribute.name) ?? []}
            />
          ))}
        </Grid>
      )}
    </SpaceBetween>
  );
}
