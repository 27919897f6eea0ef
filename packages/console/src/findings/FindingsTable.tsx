import Header from '@cloudscape-design/components/header';
import Pagination from '@cloudscape-design/components/pagination';
import Table from '@cloudscape-design/components/table';
import { type ReactNode, useMemo } from 'react';
import { type Finding, identifierOf } from '../api/findings.js';
import { HubErrorBox } from '../components/HubErrorBox.js';
import { useChanges } from '../data/changes.js';
import type { AttributeName } from '../filter/attributes.js';
import { numberText } from '../format.js';
import { hrefTo } from '../router/location.js';
import { usePreferences } from '../shell/preferences.js';
import { strings } from '../strings.js';
import { clipped, visible } from '../text.js';
import type { Targets } from '../triage/run.js';
import { columnsOf } from './columns.js';
import { ListPreferences } from './ListPreferences.js';
import { SelectionBar } from './SelectionBar.js';
import type { ListState } from './state.js';
import { usePages } from './usePages.js';
import { keyOfFinding, useSelection } from './useSelection.js';

interface Props {
  state: ListState;
  columns: readonly AttributeName[];
  /** How many there are; undefined while nobody knows. */
  count: number | undefined;
  onChange: (changes: Partial<ListState>) => void;
  /** The address of a finding, beside the list. */
  hrefOf: (finding: Finding) => string;
  filter: ReactNode;
  empty: ReactNode;
  /** What can be done with those that are meant. */
  actions: (targets: Targets | undefined, expected: number | undefined, clear: () => void) => ReactNode;
}

/** The findings that the filters select, page by page, and what of them is selected. */
export function FindingsTable({ state, columns, count, onChange, hrefOf, filter, empty, actions }: Props) {
  const { filters, sort } = state;
  const { pageSize, wrapLines, compact } = usePreferences();
  const pages = usePages({ filters, sort, size: pageSize }, useChanges('findings'));
  const definitions = useMemo(() => columnsOf(columns, hrefOf), [columns, hrefOf]);
  const { query } = pages;
  const text = strings.findings;

  const items = query.failure === undefined ? (query.data?.findings ?? []) : [];
  const selection = useSelection(filters, items, count);
  const { selected, targets, expected } = selection;
  const counter = count === undefined ? '' : `(${numberText(count)})`;

  return (
    <Table
      variant="full-page"
      stickyHeader
      resizableColumns
      enableKeyboardNavigation
      items={items}
      trackBy={keyOfFinding}
      columnDefinitions={definitions}
      loading={query.loading && items.length === 0}
      loadingText={strings.common.loading}
      wrapLines={wrapLines}
      contentDensity={compact ? 'compact' : 'comfortable'}
      selectionType="multi"
      selectedItems={selected}
      onSelectionChange={({ detail }) => selection.select(detail.selectedItems)}
      sortingColumn={{ sortingField: sort.attribute }}
      sortingDescending={sort.descending}
      onSortingChange={({ detail }) =>
        onChange({
          sort: {
            attribute: detail.sortingColumn.sortingField ?? sort.attribute,
            descending: detail.isDescending ?? false,
          },
        })
      }
      ariaLabels={{
        tableLabel: text.title,
        selectionGroupLabel: text.select,
        allItemsSelectionLabel: () => text.selectPage,
        itemSelectionLabel: (_, finding) =>
          text.selectOne(visible(clipped(String(finding.Title ?? ''), 100))),
      }}
      header={
        <>
          <Header
            variant="h1"
            counter={targets === undefined ? counter : text.selectedOf(expected, count)}
            actions={actions(targets, expected, selection.clear)}
          >
            {text.title}
          </Header>
          <SelectionBar
            selected={selected.length}
            all={selection.all}
            onPage={items.length}
            count={count}
            hasMore={pages.count > 1}
            onSelectAll={selection.selectAll}
            onClear={selection.clear}
          />
        </>
      }
      filter={filter}
      pagination={
        <Pagination
          currentPageIndex={pages.index}
          pagesCount={pages.count}
          disabled={query.loading}
          onChange={({ detail }) => pages.goTo(detail.currentPageIndex)}
        />
      }
      preferences={<ListPreferences columns={columns} onColumns={(next) => onChange({ columns: next })} />}
      empty={query.failure ? <HubErrorBox failure={query.failure} retry={query.reload} /> : empty}
    />
  );
}

/** The address of the list with a finding beside it. */
export function panelHref(query: URLSearchParams, finding: Finding): string {
  const { Id, ProductArn } = identifierOf(finding);
  const next = new URLSearchParams(query);
  next.set('finding', Id);
  next.set('of', ProductArn);
  next.delete('tab');
  return hrefTo('/findings', next);
}
