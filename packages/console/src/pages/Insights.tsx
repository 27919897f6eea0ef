import Badge from '@cloudscape-design/components/badge';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import { type Insight, listInsights } from '../api/insights.js';
import { Go } from '../components/Go.js';
import { ListTable } from '../components/ListTable.js';
import { Page } from '../components/Page.js';
import { Text } from '../components/Text.js';
import { useChanges } from '../data/changes.js';
import { useHub } from '../data/useHub.js';
import { attributeNamed } from '../filter/attributes.js';
import { insightHref } from '../insights/address.js';
import { hrefTo, navigate } from '../router/location.js';
import { strings } from '../strings.js';

const groupLabel = ({ groupBy }: Insight): string => attributeNamed(groupBy)?.label ?? groupBy;

/** Saved questions: which values most of certain findings have. */
export default function Insights() {
  const insights = useHub('insights', listInsights, useChanges('insights'));
  const text = strings.insights;
  return (
    <Page title={text.title} description={text.description}>
      <ListTable
        title={text.all}
        query={insights}
        keyOf={({ arn }) => arn}
        textOf={(insight) => `${insight.name} ${groupLabel(insight)}`}
        empty={<Box>{text.none}</Box>}
        actions={
          <Button variant="primary" onClick={() => navigate(hrefTo('/insights/edit'))}>
            {text.create}
          </Button>
        }
        columns={[
          {
            id: 'name',
            header: text.name,
            isRowHeader: true,
            sortingField: 'name',
            cell: ({ arn, name }) => (
              <Go href={insightHref(arn)}>
                <Text max={200}>{name}</Text>
              </Go>
            ),
          },
          {
            id: 'group',
            header: text.groupBy,
            cell: groupLabel,
            sortingComparator: (one, other) => groupLabel(one).localeCompare(groupLabel(other)),
          },
          {
            id: 'kind',
            header: text.kind,
            width: 160,
            cell: ({ managed }) => <Badge>{managed ? text.managed : text.custom}</Badge>,
            sortingComparator: (one, other) => Number(one.managed) - Number(other.managed),
          },
        ]}
      />
    </Page>
  );
}
