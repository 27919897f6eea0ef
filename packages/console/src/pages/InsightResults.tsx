import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { lazy, Suspense, useState } from 'react';
import { deleteInsight, getInsight, getInsightResults, type Insight } from '../api/insights.js';
import { ConfirmDialog } from '../components/ConfirmDialog.js';
import { Go } from '../components/Go.js';
import { Loaded } from '../components/Loaded.js';
import { Loading } from '../components/Loading.js';
import { Page } from '../components/Page.js';
import { changed, useChanges } from '../data/changes.js';
import { useHub } from '../data/useHub.js';
import { attributeNamed } from '../filter/attributes.js';
import { FiltersText } from '../filter/FiltersText.js';
import { listQuery } from '../findings/state.js';
import { insightEditHref } from '../insights/address.js';
import { ResultsTable } from '../insights/ResultsTable.js';
import { hrefTo, navigate, usePlace } from '../router/location.js';
import { useSession } from '../session/context.js';
import { notify } from '../shell/notices.js';
import { strings } from '../strings.js';
import { clipped } from '../text.js';

const ValuesChart = lazy(() => import('../charts/ValuesChart.js'));
const text = strings.insights;

/** What an insight comes to now. */
export default function InsightResults() {
  const arn = usePlace().query.get('arn') ?? '';
  const insight = useHub(
    `insight ${arn}`,
    (connection, signal) => getInsight(connection, arn, signal),
    useChanges('insights'),
  );
  return (
    <Page
      title={clipped(insight.data?.name ?? text.one, 200)}
      trail={[{ text: strings.navigation.insights, href: hrefTo('/insights') }]}
      actions={insight.data && <Actions insight={insight.data} />}
    >
      <Loaded query={insight}>{(one) => <Results insight={one} />}</Loaded>
    </Page>
  );
}

function Actions({ insight }: { insight: Insight }) {
  const { connection } = useSession();
  const [deleting, setDeleting] = useState(false);
  const { arn, name, filters, managed } = insight;
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <Button onClick={() => navigate(hrefTo('/findings', listQuery(filters)))}>{text.findings}</Button>
      {!managed && <Button onClick={() => navigate(insightEditHref(arn))}>{strings.common.edit}</Button>}
      {!managed && <Button onClick={() => setDeleting(true)}>{strings.common.delete}</Button>}
      {deleting && (
        <ConfirmDialog
          title={text.deleteTitle}
          message={text.deleteMessage(clipped(name, 100))}
          confirmText={strings.common.delete}
          onClose={() => setDeleting(false)}
          onConfirm={async () => {
            await deleteInsight(connection, arn);
            changed('insights');
            notify('success', text.deleted(clipped(name, 100)));
            navigate(hrefTo('/insights'));
          }}
        />
      )}
    </SpaceBetween>
  );
}

function Results({ insight }: { insight: Insight }) {
  const { arn, filters, groupBy } = insight;
  const version = `${useChanges('findings')} ${useChanges('insights')}`;
  const results = useHub(
    `results ${arn}`,
    (connection, signal) => getInsightResults(connection, arn, signal),
    version,
  );
  const attribute = attributeNamed(groupBy);
  const label = attribute?.label ?? groupBy;
  return (
    <SpaceBetween size="l">
      <FiltersText filters={filters} />
      <Loaded query={results}>
        {(values) => (
          <SpaceBetween size="l">
            {values.length > 0 && (
              <Container header={<Header>{text.topValues(label)}</Header>}>
                <Suspense fallback={<Loading />}>
                  <ValuesChart title={text.topValues(label)} values={values} />
                </Suspense>
              </Container>
            )}
            <ResultsTable
              values={values}
              filters={filters}
              attribute={attribute}
              label={label}
              insight={arn}
            />
          </SpaceBetween>
        )}
      </Loaded>
      <Go href={hrefTo('/insights')}>{text.back}</Go>
    </SpaceBetween>
  );
}
