import Table, { type TableProps } from '@cloudscape-design/components/table';
import { memo, useMemo } from 'react';
import type { Finding } from '../api/findings.js';
import { Slot } from '../components/Slot.js';
import { isAttributeName } from '../filter/attributes.js';
import { usePreferences } from '../shell/preferences.js';
import { strings } from '../strings.js';
import { clipped, visible } from '../text.js';
import { columnsOf } from './columns.js';
import { keyOfFinding } from './useSelection.js';

interface Props {
  items: readonly Finding[];
  /** Names of attributes, joined by commas. */
  columns: string;
  loading: boolean;
  /** What they are sorted by. */
  attribute: string;
  descending: boolean;
  selected: readonly Finding[];
  onSelect: (items: readonly Finding[]) => void;
  onSort: (sort: TableProps.SortingState<Finding>) => void;
}

const text = strings.findings;

const LABELS: TableProps.AriaLabels<Finding> = {
  tableLabel: text.title,
  selectionGroupLabel: text.select,
  allItemsSelectionLabel: () => text.selectPage,
  itemSelectionLabel: (_, finding) => text.selectOne(visible(clipped(String(finding.Title ?? ''), 100))),
};
const HEADER = <Slot name="header" />;
const FILTER = <Slot name="filter" />;
const PAGINATION = <Slot name="pagination" />;
const PREFERENCES = <Slot name="preferences" />;
const EMPTY = <Slot name="empty" />;

/**
 * The rows of the list. A hundred of them take a browser a tenth of a second to draw, so they are drawn again for what they
 * show alone; what is around them comes through slots.
 */
export const FindingRows = memo(function FindingRows(props: Props) {
  const { items, columns, loading, attribute, descending, selected, onSelect, onSort } = props;
  const { wrapLines, compact } = usePreferences();
  const definitions = useMemo(() => columnsOf(columns.split(',').filter(isAttributeName)), [columns]);
  const rowOf = useMemo(() => rowsOf(items), [items]);
  return (
    <Table
      variant="full-page"
      stickyHeader
      resizableColumns
      enableKeyboardNavigation
      items={items}
      trackBy={rowOf}
      columnDefinitions={definitions}
      loading={loading}
      loadingText={strings.common.loading}
      wrapLines={wrapLines}
      contentDensity={compact ? 'compact' : 'comfortable'}
      selectionType="multi"
      selectedItems={selected}
      onSelectionChange={({ detail }) => onSelect(detail.selectedItems)}
      sortingColumn={{ sortingField: attribute }}
      sortingDescending={descending}
      onSortingChange={({ detail }) => onSort(detail)}
      ariaLabels={LABELS}
      header={HEADER}
      filter={FILTER}
      pagination={PAGINATION}
      preferences={PREFERENCES}
      empty={EMPTY}
    />
  );
});

/**
 * Names findings by the rows that they are in, so that another page is drawn into the rows that there are: to take them away
 * and put up others takes twice as long. What is selected on other pages has its own name.
 */
function rowsOf(items: readonly Finding[]): (finding: Finding) => string {
  const rows = new Map(items.map((finding, index) => [keyOfFinding(finding), `row ${index}`]));
  return (finding) => {
    const key = keyOfFinding(finding);
    return rows.get(key) ?? key;
  };
}
