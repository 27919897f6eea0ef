import Header from '@cloudscape-design/components/header';
import Table from '@cloudscape-design/components/table';
import type { ReactNode } from 'react';
import { getStatistics, type ValueCount } from '../api/statistics.js';
import { Go } from '../components/Go.js';
import { HubErrorBox } from '../components/HubErrorBox.js';
import { Share } from '../components/Share.js';
import { Inert } from '../components/Text.js';
import { useChanges } from '../data/changes.js';
import { useHub } from '../data/useHub.js';
import type { Attribute } from '../filter/attributes.js';
import { withValue } from '../filter/filters.js';
import { numberText } from '../format.js';
import { hrefTo } from '../router/location.js';
import { usePreferences } from '../shell/preferences.js';
import { strings } from '../strings.js';
import { clipped, visible } from '../text.js';
import { type ListState, writeState } from './state.js';

interface Props {
  state: ListState;
  attribute: Attribute;
  filter: ReactNode;
  empty: ReactNode;
  actions: ReactNode;
}

const MOST = 100;

/** The values that the selected findings have of an attribute, each the way to its findings. */
export function GroupTable({ state, attribute, filter, empty, actions }: Props) {
  const { filters } = state;
  const { compact } = usePreferences();
  const request = { filters, groupBy: [attribute.name], limit: MOST };
  const query = useHub(
    `group ${JSON.stringify(request)}`,
    (connection, signal) => getStatistics(connection, request, signal),
    useChanges('findings'),
  );
  const groups = query.failure === undefined ? (query.data?.groups.get(attribute.name) ?? []) : [];
  const most = Math.max(1, ...groups.map(({ count }) => count));
  const text = strings.findings;

  const hrefOf = ({ value }: ValueCount) =>
    hrefTo(
      '/findings',
      writeState({ ...state, group: undefined, filters: withValue(filters, attribute, value) }),
    );

  return (
    <Table
      variant="full-page"
      enableKeyboardNavigation
      items={groups}
      trackBy="value"
      loading={query.loading && groups.length === 0}
      loadingText={strings.common.loading}
      contentDensity={compact ? 'compact' : 'comfortable'}
      ariaLabels={{ tableLabel: text.groupedBy(attribute.label) }}
      header={
        <Header
          variant="h1"
          counter={query.data && `(${numberText(query.data.total)})`}
          description={groups.length === MOST ? text.firstGroups(MOST) : text.groupHint}
          actions={actions}
        >
          {text.groupedBy(attribute.label)}
        </Header>
      }
      filter={filter}
      columnDefinitions={[
        {
          id: 'value',
          header: attribute.label,
          isRowHeader: true,
          cell: (group) => (
            <span title={visible(clipped(group.value, 2_000))}>
              <Go href={hrefOf(group)}>
                <Inert>{clipped(group.value, 200)}</Inert>
              </Go>
            </span>
          ),
        },
        { id: 'count', header: text.count, width: 140, cell: ({ count }) => numberText(count) },
        {
          id: 'share',
          header: text.share,
          width: 240,
          cell: ({ count }) => <Share of={most}>{count}</Share>,
        },
      ]}
      empty={query.failure ? <HubErrorBox failure={query.failure} retry={query.reload} /> : empty}
    />
  );
}
