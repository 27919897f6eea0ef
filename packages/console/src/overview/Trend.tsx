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

/** Each number is the way to the findings that it counts. */
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
            <DayNumber
              count={created}
              label={text.createdOn(created, dayText(day))}
              query={listQuery(createdOn(day))}
            />
          ),
        },
        {
          id: 'resolved',
          header: text.resolved,
          cell: ({ day, resolved }) => (
            <DayNumber
              count={resolved}
              label={text.resolvedOn(resolved, dayText(day))}
              query={listQuery({}, { event: 'Resolved', day })}
            />
          ),
        },
        {
          id: 'archived',
          header: text.archived,
          cell: ({ day, archived }) => (
            <DayNumber
              count={archived}
              label={text.archivedOn(archived, dayText(day))}
              query={listQuery({}, { event: 'Archived', day })}
            />
          ),
        },
      ]}
    />
  );
}

function DayNumber({ count, label, query }: { count: number; label: string; query: URLSearchParams }) {
  return (
    <Go href={hrefTo('/findings', query)} ariaLabel={label}>
      {numberText(count)}
    </Go>
  );
}
