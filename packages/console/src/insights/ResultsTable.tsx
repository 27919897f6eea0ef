import Box from '@cloudscape-design/components/box';
import Header from '@cloudscape-design/components/header';
import Table from '@cloudscape-design/components/table';
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
}

/** The values of an insight in numbers, each the way to its findings. */
export function ResultsTable({ values, filters, attribute, label }: Props) {
  const text = strings.insights;
  return (
    <Table
      items={values}
      trackBy="value"
      wrapLines
      ariaLabels={{ tableLabel: text.results }}
      header={
        <Header counter={`(${numberText(values.length)})`} description={text.countHint}>
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
