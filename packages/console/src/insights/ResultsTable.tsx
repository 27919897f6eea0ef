import Box from '@cloudscape-design/components/box';
import Header from '@cloudscape-design/components/header';
import Table from '@cloudscape-design/components/table';
import { useState } from 'react';
import { SendButton } from '../actions/SendButton.js';
import type { Sendable } from '../actions/send.js';
import type { ValueCount } from '../api/statistics.js';
import { Go } from '../components/Go.js';
import { Text } from '../components/Text.js';
import type { Attribute } from '../filter/attributes.js';
import { type Filters, withValue } from '../filter/filters.js';
import { listQuery } from '../findings/state.js';
import { numberText } from '../format.js';
import { hrefTo } from '../router/location.js';
import { strings } from '../strings.js';
import { clipped, visible } from '../text.js';

interface Props {
  values: readonly ValueCount[];
  filters: Filters;
  /** Undefined: a newer hub groups by something that this console cannot filter by. */
  attribute: Attribute | undefined;
  label: string;
  insight: string;
}

/** The values of an insight in numbers, each the way to its findings. */
export function ResultsTable({ values, filters, attribute, label, insight }: Props) {
  const text = strings.insights;
  const [ticked, setTicked] = useState<readonly ValueCount[]>([]);
  // Results that are no longer there are not meant.
  const selected = values.filter(({ value }) => ticked.some((one) => one.value === value));
  const sendable: Sendable = { kind: 'results', insight, values: selected.map(({ value }) => value) };
  return (
    <Table
      items={values}
      trackBy="value"
      wrapLines
      enableKeyboardNavigation
      selectionType="multi"
      selectedItems={selected}
      onSelectionChange={({ detail }) => setTicked(detail.selectedItems)}
      ariaLabels={{
        tableLabel: text.results,
        selectionGroupLabel: text.select,
        allItemsSelectionLabel: () => text.selectAll,
        itemSelectionLabel: (_, { value }) => text.selectOne(visible(clipped(value, 100))),
      }}
      header={
        <Header
          counter={`(${numberText(values.length)})`}
          description={text.countHint}
          actions={
            <SendButton
              sendable={selected.length === 0 ? undefined : sendable}
              what={strings.actions.results(selected.length)}
              reason={text.selectFirst}
            />
          }
        >
          {text.results}
        </Header>
      }
      empty={<Box>{text.noResults}</Box>}
      columnDefinitions={[
        {
          id: 'value',
          header: label,
          isRowHeader: true,
          cell: ({ value }) =>
            attribute === undefined ? (
              <Text max={300}>{value}</Text>
            ) : (
              <Go
                href={hrefTo('/findings', listQuery(withValue(filters, attribute, value)))}
                ariaLabel={visible(clipped(value, 200))}
              >
                <Text max={300}>{value}</Text>
              </Go>
            ),
        },
        {
          id: 'count',
          header: strings.overview.findings,
          width: 160,
          cell: ({ count }) => numberText(count),
        },
      ]}
    />
  );
}
