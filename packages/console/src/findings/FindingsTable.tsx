import Header from '@cloudscape-design/components/header';
import Pagination from '@cloudscape-design/components/pagination';
import type { TableProps } from '@cloudscape-design/components/table';
import { type ReactNode, useState } from 'react';
import type { Finding } from '../api/findings.js';
import { HubErrorBox } from '../components/HubErrorBox.js';
import { Slots } from '../components/Slot.js';
import { useChanges } from '../data/changes.js';
import { useLate } from '../data/useLate.js';
import { useStable } from '../data/useStable.js';
import type { AttributeName } from '../filter/attributes.js';
import { numberText } from '../format.js';
import { usePreferences } from '../shell/preferences.js';
import { strings } from '../strings.js';
import type { Targets } from '../triage/run.js';
import { ListAddress } from './columns.js';
import { FindingRows } from './FindingRows.js';
import { ListPreferences } from './ListPreferences.js';
import { SelectionBar } from './SelectionBar.js';
import type { ListState } from './state.js';
import { usePages } from './usePages.js';
import { useSelection } from './useSelection.js';

interface Props {
  state: ListState;
  /** The address of the list, which findings are opened beside. */
  query: URLSearchParams;
  columns: readonly AttributeName[];
  /** How many there are; undefined while nobody knows. */
  count: number | undefined;
  onChange: (changes: Partial<ListState>) => void;
  filter: ReactNode;
  empty: ReactNode;
  /** What can be done with those that are meant. */
  actions: (targets: Targets | undefined, expected: number | undefined, clear: () => void) => ReactNode;
}

/** What a list shows, and at which address. */
interface Listed {
  readonly items: readonly Finding[];
  readonly query: URLSearchParams;
}

const NOTHING: readonly Finding[] = [];
/** Who waits for longer is told so, and is not left with what was listed before. */
const LATE_MS = 700;
/** Dimming has to be drawn, too: what comes at once needs none. */
const DIMMED_MS = 150;

/**
 * The findings that the filters select, page by page, and what of them is selected. While another list is on its way, the
 * one before stays, dimmed and out of reach: an empty table in between would have to be drawn, too.
 */
export function FindingsTable({
  state,
  query: address,
  columns,
  count,
  onChange,
  filter,
  empty,
  actions,
}: Props) {
  const { sort } = state;
  const { pageSize } = usePreferences();
  const pages = usePages({ ...state, size: pageSize }, useChanges('findings'));
  const { query } = pages;
  const text = strings.findings;

  const isWaiting = query.data === undefined && query.loading;
  const isLate = useLate(isWaiting, LATE_MS);
  const [before, setBefore] = useState<Listed>();
  const isStale = isWaiting && !isLate && before !== undefined;
  const isDimmed = useLate(isStale, DIMMED_MS);
  const items = query.data?.findings ?? NOTHING;
  const shown = isStale ? before : { items, query: address };
  if (query.data !== undefined && (before?.items !== items || before.query !== address))
    setBefore({ items, query: address });

  const selection = useSelection(state, items, count);
  const { selected, targets, expected } = selection;
  const counter = count === undefined ? '' : `(${numberText(count)})`;

  const select = useStable((chosen: readonly Finding[]) => {
    if (!isStale) selection.select(chosen);
  });
  const sortBy = useStable(({ sortingColumn, isDescending }: TableProps.SortingState<Finding>) =>
    onChange({
      sort: { attribute: sortingColumn.sortingField ?? sort.attribute, descending: isDescending ?? false },
    }),
  );

  const clear = useStable(() => selection.clear());
  const setColumns = useStable((next: readonly AttributeName[]) => onChange({ columns: next }));

  const slots = {
    header: (
      <>
        <Header
          variant="h1"
          counter={targets === undefined ? counter : text.selectedOf(expected, count)}
          actions={actions(targets, expected, clear)}
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
          onClear={clear}
        />
      </>
    ),
    filter,
    pagination: (
      <Pagination
        currentPageIndex={pages.index}
        pagesCount={pages.count}
        disabled={query.loading}
        onChange={({ detail }) => pages.goTo(detail.currentPageIndex)}
      />
    ),
    preferences: <ListPreferences columns={columns} onColumns={setColumns} />,
    empty: query.failure ? <HubErrorBox failure={query.failure} retry={query.reload} /> : empty,
  };

  return (
    <Slots value={slots}>
      <ListAddress value={shown.query}>
        <div className={isDimmed ? 'dimmed' : ''} aria-busy={isWaiting}>
          <FindingRows
            items={shown.items}
            columns={columns.join()}
            loading={isWaiting && shown.items.length === 0}
            attribute={sort.attribute}
            descending={sort.descending}
            selected={selected.length === 0 ? NOTHING : selected}
            onSelect={select}
            onSort={sortBy}
          />
        </div>
      </ListAddress>
    </Slots>
  );
}
