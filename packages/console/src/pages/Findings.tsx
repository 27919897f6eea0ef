import { useMemo } from 'react';
import { countFindings } from '../api/findings.js';
import { useChanges } from '../data/changes.js';
import { useHub } from '../data/useHub.js';
import { useStable } from '../data/useStable.js';
import { attributeNamed, isAttributeName } from '../filter/attributes.js';
import { askAhead } from '../findings/ahead.js';
import { EmptyList } from '../findings/EmptyList.js';
import { FindingsTable } from '../findings/FindingsTable.js';
import { GroupTable } from '../findings/GroupTable.js';
import { ListActions } from '../findings/ListActions.js';
import { ListFilter } from '../findings/ListFilter.js';
import { DEFAULT_COLUMNS, type ListState, readState, savedQuery, writeState } from '../findings/state.js';
import { pageRequest } from '../findings/usePages.js';
import { hrefTo, navigate, usePlace } from '../router/location.js';
import { useSession } from '../session/context.js';
import { usePreferences } from '../shell/preferences.js';
import { strings } from '../strings.js';

/** The list of findings: what it shows is what the address says. */
export default function Findings() {
  const { query } = usePlace();
  const { connection } = useSession();
  const { columns: preferred, pageSize } = usePreferences();
  const { state, problems } = useMemo(() => readState(query), [query]);
  const names = (state.columns ?? preferred?.filter(isAttributeName) ?? DEFAULT_COLUMNS).join();
  // The same columns are the same list, whatever else the address says.
  const columns = useMemo(() => names.split(',').filter(isAttributeName), [names]);
  const { filters, closed } = state;
  const counted = useHub(
    `count ${JSON.stringify([filters, closed])}`,
    (connection, signal) => countFindings(connection, { filters, closed }, signal),
    useChanges('findings'),
  );
  const count = counted.loading ? undefined : counted.data;
  const attribute = attributeNamed(state.group ?? '');

  /** A list that is changed by hand names its columns: who gets the address sees the same. */
  const change = useStable((changes: Partial<ListState>) => {
    const next = writeState({ ...state, columns: [...columns], ...changes });
    for (const name of ['finding', 'of', 'tab']) {
      const value = query.get(name);
      if (value !== null && !('filters' in changes || 'closed' in changes)) next.set(name, value);
    }
    if ('filters' in changes || 'closed' in changes || 'sort' in changes) {
      const { state: wanted } = readState(next);
      if (wanted.group === undefined) askAhead(connection, pageRequest({ ...wanted, size: pageSize }));
    }
    navigate(hrefTo('/findings', next));
  });
  const showView = useStable((view: { id: string; query: string } | undefined) => {
    const next = new URLSearchParams(view?.query);
    if (view !== undefined) next.set('view', view.id);
    navigate(hrefTo('/findings', next));
  });
  const shown = useStable(() => ({ state, columns }));
  const isClosed = closed !== undefined;

  const filter = (
    <ListFilter
      state={state}
      problems={problems}
      count={count}
      query={savedQuery(writeState({ ...state, columns }))}
      onChange={change}
      onView={showView}
    />
  );
  const empty = <EmptyList onClear={() => change({ filters: {}, closed: undefined })} />;

  return (
    <>
      <title>{`${strings.findings.title} · ${strings.product}`}</title>
      {attribute === undefined ? (
        <FindingsTable
          state={state}
          query={query}
          columns={columns}
          count={count}
          onChange={change}
          filter={filter}
          empty={empty}
          actions={(targets, expected, clear) => (
            <ListActions
              shown={shown}
              isClosed={isClosed}
              targets={targets}
              expected={expected}
              onDecided={clear}
            />
          )}
        />
      ) : (
        <GroupTable
          state={state}
          attribute={attribute}
          filter={filter}
          empty={empty}
          actions={<ListActions shown={shown} isClosed={isClosed} />}
        />
      )}
    </>
  );
}
