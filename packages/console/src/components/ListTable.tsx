import { useCollection } from '@cloudscape-design/collection-hooks';
import Header from '@cloudscape-design/components/header';
import Pagination from '@cloudscape-design/components/pagination';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import TextFilter from '@cloudscape-design/components/text-filter';
import type { ReactNode } from 'react';
import type { Query } from '../data/useQuery.js';
import { numberText } from '../format.js';
import { usePreferences } from '../shell/preferences.js';
import { strings } from '../strings.js';
import { HubErrorBox } from './HubErrorBox.js';

interface Props<T> {
  title: string;
  description?: ReactNode;
  query: Query<readonly T[]>;
  keyOf: (item: T) => string;
  columns: readonly TableProps.ColumnDefinition<T>[];
  /** What a search looks into. */
  textOf: (item: T) => string;
  actions?: ReactNode;
  empty: ReactNode;
}

const PAGE = 50;

/** A table of things that are few enough to be loaded at once: searched and sorted here. */
export function ListTable<T>(props: Props<T>) {
  const { title, description, query, keyOf, columns, textOf, actions, empty } = props;
  const { compact } = usePreferences();
  const all = query.failure === undefined ? (query.data ?? []) : [];
  const { items, collectionProps, filterProps, paginationProps } = useCollection(all, {
    filtering: {
      filteringFunction: (item, sought) => textOf(item).toLowerCase().includes(sought.toLowerCase()),
      empty: query.failure ? <HubErrorBox failure={query.failure} retry={query.reload} /> : empty,
      noMatch: strings.common.noMatch,
    },
    sorting: {},
    pagination: { pageSize: PAGE },
  });
  return (
    <Table
      {...collectionProps}
      items={items}
      trackBy={keyOf}
      columnDefinitions={columns}
      loading={query.loading && all.length === 0}
      loadingText={strings.common.loading}
      contentDensity={compact ? 'compact' : 'comfortable'}
      wrapLines
      enableKeyboardNavigation
      ariaLabels={{ tableLabel: title }}
      header={
        <Header
          description={description}
          actions={actions}
          {...(query.data !== undefined &&
            query.failure === undefined && { counter: `(${numberText(all.length)})` })}
        >
          {title}
        </Header>
      }
      filter={
        <TextFilter
          {...filterProps}
          filteringAriaLabel={strings.common.search(title)}
          filteringPlaceholder={strings.common.search(title)}
        />
      }
      pagination={all.length > PAGE && <Pagination {...paginationProps} />}
    />
  );
}
