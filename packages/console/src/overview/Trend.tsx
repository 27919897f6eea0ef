import Container from '@cloudscape-design/components/container';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Header from '@cloudscape-design/components/header';
import Table from '@cloudscape-design/components/table';
import { lazy, Suspense } from 'react';
import { getTrend, type TrendDay } from '../api/trend.js';
import { Go } from '../components/Go.js';
import { Loaded } from '../components/Loaded.js';
import { Loading } from '../components/Loading.js';
import { useChanges } from '../data/changes.js';
import { useHub } from '../data/useHub.js';
import { listQuery } from '../findings/state.js';
import { dayText, numberText } from '../format.js';
import { hrefTo } from '../router/location.js';
import { strings } from '../strings.js';

const TrendChart = lazy(() => import('../charts/TrendChart.js'));

const DAYS = 30;
const text = strings.overview.trend;

/** New and resolved findings of the last days, as a picture and in numbers. */
export function Trend() {
  const trend = useHub(
    'trend',
    (connection, signal) => getTrend(connection, { filters: {}, days: DAYS }, signal),
    useChanges('findings'),
  );
  return (
    <Container header={<Header description={text.hint}>{text.title}</Header>}>
      <Loaded query={trend}>
        {(days) => (
          <>
            <Suspense fallback={<Loading />}>
              <TrendChart days={days} />
            </Suspense>
            <ExpandableSection headerText={text.numbers}>
              <Days days={days} />
            </ExpandableSection>
          </>
        )}
      </Loaded>
    </Container>
  );
}

/**
 * What was created on a day is a list to look at. When something was resolved or archived only histories know, which the
 * API has no filter for: those numbers are no links, so that none leads to other findings than it counts.
 */
function Days({ days }: { days: readonly TrendDay[] }) {
  const createdOn = (day: string) => ({
    CreatedAt: [{ Start: `${day}T00:00:00.000Z`, End: `${day}T23:59:59.999Z` }],
  });
  return (
    <Table
      variant="embedded"
      contentDensity="compact"
      items={days.toReversed()}
      trackBy="day"
      ariaLabels={{ tableLabel: text.title }}
      columnDefinitions={[
        { id: 'day', header: text.day, isRowHeader: true, cell: ({ day }) => dayText(day) },
        {
          id: 'created',
          header: text.created,
          cell: ({ day, created }) => (
            <Go
              href={hrefTo('/findings', listQuery(createdOn(day)))}
              ariaLabel={text.createdOn(created, dayText(day))}
            >
              {numberText(created)}
            </Go>
          ),
        },
        { id: 'resolved', header: text.resolved, cell: ({ resolved }) => numberText(resolved) },
        { id: 'archived', header: text.archived, cell: ({ archived }) => numberText(archived) },
      ]}
    />
  );
}
