import Box from '@cloudscape-design/components/box';
import Header from '@cloudscape-design/components/header';
import Pagination from '@cloudscape-design/components/pagination';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { useState } from 'react';
import { DELIVERY_STATES, type Delivery, listDeliveries } from '../api/deliveries.js';
import { listEventRules } from '../api/event-rules.js';
import { listSinks } from '../api/event-sinks.js';
import { HubErrorBox } from '../components/HubErrorBox.js';
import { useChanges } from '../data/changes.js';
import { useHub } from '../data/useHub.js';
import { useKeysetPages } from '../data/useKeysetPages.js';
import { hrefTo, navigate, usePlace } from '../router/location.js';
import { usePreferences } from '../shell/preferences.js';
import { strings } from '../strings.js';
import { clipped, visible } from '../text.js';
import { eventsHref } from './address.js';
import { DeliveryActions } from './DeliveryActions.js';
import { deliveryColumns } from './deliveryColumns.js';

const text = strings.events.deliveries;

/** What became of events, of a sink and in a state if that is asked for; what is shown is in the address. */
export function DeliveriesTab() {
  const { query: address } = usePlace();
  const { compact } = usePreferences();
  const round = useChanges('events');
  const sink = address.get('sink') ?? undefined;
  const state = address.get('state') ?? undefined;
  const list = JSON.stringify([sink, state]);
  const { query, ...pages } = useKeysetPages(
    `deliveries ${list}`,
    (connection, token, signal) => listDeliveries(connection, { sink, state, token }, signal),
    round,
  );
  const sinks = useHub('event sinks', listSinks, round);
  const rules = useHub('event rules', listEventRules, round);
  const [kept, setKept] = useState<{ of: string; items: readonly Delivery[] }>({ of: list, items: [] });
  const items = query.failure === undefined ? (query.data?.deliveries ?? []) : [];
  // What is ticked is on this page: what is not seen any more is not meant.
  const selected = items.filter(({ id }) => kept.of === list && kept.items.some((one) => one.id === id));

  const all = [...(sinks.data?.sinks ?? []), ...(rules.data ?? [])];
  const sinkOptions = [
    { value: '', label: text.allSinks },
    ...(sinks.data?.sinks ?? []).map(({ id, name }) => ({ value: id, label: visible(clipped(name, 100)) })),
  ];
  const stateOptions = [
    { value: '', label: text.allStates },
    ...DELIVERY_STATES.map((value) => ({ value, label: text.states[value] })),
  ];
  const show = (changes: { sink?: string; state?: string }) => {
    const wanted = { sink: sink ?? '', state: state ?? '', ...changes };
    const named = Object.entries(wanted).filter(([, value]) => value !== '');
    navigate(eventsHref('deliveries', Object.fromEntries(named)));
  };
  const hrefOf = (id: string): string => {
    const next = new URLSearchParams(address);
    next.set('delivery', id);
    return hrefTo('/events', next);
  };

  return (
    <Table
      items={items}
      trackBy="id"
      wrapLines
      enableKeyboardNavigation
      contentDensity={compact ? 'compact' : 'comfortable'}
      loading={query.loading && items.length === 0}
      loadingText={strings.common.loading}
      selectionType="multi"
      selectedItems={selected}
      onSelectionChange={({ detail }) => setKept({ of: list, items: detail.selectedItems })}
      columnDefinitions={deliveryColumns({
        hrefOf,
        nameOf: (id) => all.find((one) => one.id === id)?.name,
      })}
      ariaLabels={{
        tableLabel: text.title,
        selectionGroupLabel: text.select,
        allItemsSelectionLabel: () => text.selectPage,
        itemSelectionLabel: (_, { subject }) => text.selectOne(visible(clipped(subject, 100))),
      }}
      header={
        <Header
          description={text.hint}
          actions={
            <DeliveryActions
              selected={selected.map(({ id }) => id)}
              sink={sinks.data?.sinks.find(({ id }) => id === sink)}
              onDone={() => setKept({ of: list, items: [] })}
            />
          }
        >
          {text.title}
        </Header>
      }
      filter={
        <SpaceBetween direction="horizontal" size="s">
          <Select
            inlineLabelText={text.sink}
            options={sinkOptions}
            selectedOption={sinkOptions.find(({ value }) => value === (sink ?? '')) ?? null}
            onChange={({ detail }) => show({ sink: detail.selectedOption.value ?? '' })}
          />
          <Select
            inlineLabelText={text.state}
            options={stateOptions}
            selectedOption={stateOptions.find(({ value }) => value === (state ?? '')) ?? null}
            onChange={({ detail }) => show({ state: detail.selectedOption.value ?? '' })}
          />
        </SpaceBetween>
      }
      pagination={
        <Pagination
          currentPageIndex={pages.index}
          pagesCount={pages.count}
          disabled={query.loading}
          onChange={({ detail }) => pages.goTo(detail.currentPageIndex)}
        />
      }
      empty={
        query.failure ? <HubErrorBox failure={query.failure} retry={query.reload} /> : <Box>{text.none}</Box>
      }
    />
  );
}
