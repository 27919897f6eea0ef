import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import Table from '@cloudscape-design/components/table';
import type { ValueCount } from '../api/statistics.js';
import { Go } from '../components/Go.js';
import { Share } from '../components/Share.js';
import { Inert } from '../components/Text.js';
import type { Attribute } from '../filter/attributes.js';
import { DEFAULT_FILTERS, withValue } from '../filter/filters.js';
import { DEFAULT_SORT, listQuery, writeState } from '../findings/state.js';
import { numberText } from '../format.js';
import { hrefTo } from '../router/location.js';
import { strings } from '../strings.js';
import { clipped, visible } from '../text.js';

const text = strings.overview;

interface Props {
  title: string;
  attribute: Attribute;
  values: readonly ValueCount[];
}

/** The values that most open findings have, each with the way to them. */
export function TopValues({ title, attribute, values }: Props) {
  const most = Math.max(1, ...values.map(({ count }) => count));
  const all = writeState({
    filters: DEFAULT_FILTERS,
    closed: undefined,
    sort: DEFAULT_SORT,
    columns: undefined,
    group: attribute.name,
    view: undefined,
  });
  return (
    <Container
      fitHeight
      header={
        <Header variant="h2" actions={<Go href={hrefTo('/findings', all)}>{text.seeAll}</Go>}>
          {title}
        </Header>
      }
    >
      <Table
        variant="embedded"
        contentDensity="compact"
        wrapLines
        items={values}
        trackBy="value"
        ariaLabels={{ tableLabel: title }}
        empty={<Box>{text.nothing}</Box>}
        columnDefinitions={[
          {
            id: 'value',
            header: attribute.label,
            isRowHeader: true,
            cell: ({ value }) => (
              <span title={visible(clipped(value, 2_000))}>
                <Inert>{clipped(value, 200)}</Inert>
              </span>
            ),
          },
          {
            id: 'count',
            header: text.findings,
            width: 110,
            cell: ({ value, count }) => (
              <Go
                href={hrefTo('/findings', listQuery(withValue(DEFAULT_FILTERS, attribute, value)))}
                ariaLabel={text.findingsOf(count, visible(clipped(value, 200)))}
              >
                {numberText(count)}
              </Go>
            ),
          },
          {
            id: 'share',
            header: text.share,
            width: 110,
            cell: ({ count }) => <Share of={most}>{count}</Share>,
          },
        ]}
      />
    </Container>
  );
}
