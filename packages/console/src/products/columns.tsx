import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { TableProps } from '@cloudscape-design/components/table';
import { Ago } from '../components/Ago.js';
import { Go } from '../components/Go.js';
import { Inert } from '../components/Text.js';
import { numberText } from '../format.js';
import { isFailing } from '../onboarding/HealthWarning.js';
import { strings } from '../strings.js';
import { productHref } from './address.js';
import { ProductToggle } from './ProductToggle.js';
import { nameOf, type ProductRow } from './rows.js';

const text = strings.products;
const health = strings.health;

const lastImport = (row: ProductRow): string => row.health?.lastImport ?? '';

function State({ row }: { row: ProductRow }) {
  if (row.health?.lastAttempt === undefined)
    return <StatusIndicator type="stopped">{text.silent}</StatusIndicator>;
  return isFailing(row.health) ? (
    <StatusIndicator type="error">{health.refusing}</StatusIndicator>
  ) : (
    <StatusIndicator>{health.arriving}</StatusIndicator>
  );
}

export const productColumns: readonly TableProps.ColumnDefinition<ProductRow>[] = [
  {
    id: 'name',
    header: health.product,
    isRowHeader: true,
    sortingComparator: (one, other) => nameOf(one).localeCompare(nameOf(other)),
    cell: (row) => (
      <Go href={productHref(row.arn)}>
        <Inert>{nameOf(row)}</Inert>
      </Go>
    ),
  },
  {
    id: 'company',
    header: text.company,
    sortingField: 'company',
    cell: ({ company }) => <Inert>{company || '–'}</Inert>,
  },
  { id: 'enabled', header: text.enabled, width: 130, cell: (row) => <ProductToggle row={row} /> },
  { id: 'state', header: health.state, cell: (row) => <State row={row} /> },
  {
    id: 'last',
    header: health.lastImport,
    sortingComparator: (one, other) => lastImport(one).localeCompare(lastImport(other)),
    cell: ({ health: one }) => <Ago>{one?.lastImport}</Ago>,
  },
  { id: 'accepted', header: health.accepted, cell: ({ health: one }) => numberText(one?.accepted ?? 0) },
  { id: 'refused', header: health.refused, cell: ({ health: one }) => numberText(one?.refused ?? 0) },
];
