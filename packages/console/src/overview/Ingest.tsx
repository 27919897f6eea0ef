import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import type { ProductHealth } from '../api/products.js';
import { Ago } from '../components/Ago.js';
import { Go } from '../components/Go.js';
import { Loaded } from '../components/Loaded.js';
import { Inert } from '../components/Text.js';
import type { Query } from '../data/useQuery.js';
import { numberText } from '../format.js';
import { isFailing } from '../onboarding/HealthWarning.js';
import { productHref } from '../products/address.js';
import { hrefTo } from '../router/location.js';
import { strings } from '../strings.js';

const text = strings.health;

/** Products that sent something, or should have: those in trouble first, then by when they were heard of last. */
const ordered = (rows: readonly ProductHealth[]): ProductHealth[] =>
  rows
    .filter(({ lastAttempt }) => lastAttempt !== undefined)
    .sort(
      (one, other) =>
        Number(isFailing(other)) - Number(isFailing(one)) ||
        (other.lastAttempt ?? '').localeCompare(one.lastAttempt ?? ''),
    );

/** Whether everything still arrives: by product when something came last, and what was refused. */
export function Ingest({ health }: { health: Query<readonly ProductHealth[]> }) {
  return (
    <Container
      header={
        <Header description={text.hint} actions={<Go href={hrefTo('/products')}>{text.allProducts}</Go>}>
          {text.title}
        </Header>
      }
    >
      <Loaded query={health}>
        {(rows) => (
          <Table
            variant="embedded"
            items={ordered(rows)}
            trackBy={({ arn }) => arn ?? ''}
            ariaLabels={{ tableLabel: text.title }}
            empty={<Box>{text.nothingSent}</Box>}
            columnDefinitions={[
              {
                id: 'product',
                header: text.product,
                isRowHeader: true,
                cell: ({ productName, arn }) => (
                  <Go href={productHref(arn ?? '')}>
                    <Inert>{productName || arn || text.unknownProduct}</Inert>
                  </Go>
                ),
              },
              {
                id: 'state',
                header: text.state,
                cell: (row) =>
                  isFailing(row) ? (
                    <StatusIndicator type="error">{text.refusing}</StatusIndicator>
                  ) : (
                    <StatusIndicator>{text.arriving}</StatusIndicator>
                  ),
              },
              { id: 'last', header: text.lastImport, cell: ({ lastImport }) => <Ago>{lastImport}</Ago> },
              { id: 'accepted', header: text.accepted, cell: ({ accepted }) => numberText(accepted) },
              {
                id: 'refused',
                header: text.refused,
                cell: ({ refused, arn }) =>
                  refused === 0 ? (
                    '0'
                  ) : (
                    <Go href={productHref(arn ?? '')} ariaLabel={text.refusedLink(refused)}>
                      {numberText(refused)}
                    </Go>
                  ),
              },
            ]}
          />
        )}
      </Loaded>
    </Container>
  );
}
