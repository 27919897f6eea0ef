import Box from '@cloudscape-design/components/box';
import { ListTable } from '../components/ListTable.js';
import { Page } from '../components/Page.js';
import { useChanges } from '../data/changes.js';
import { useHub } from '../data/useHub.js';
import { HealthWarning } from '../onboarding/HealthWarning.js';
import { productColumns } from '../products/columns.js';
import { loadProducts } from '../products/rows.js';
import { strings } from '../strings.js';

/** Where findings come from: which products may send them, and what became of what they sent. */
export default function Products() {
  const products = useHub('products', loadProducts, useChanges('products'));
  const text = strings.products;
  return (
    <Page title={text.title} description={text.description}>
      <HealthWarning rows={(products.data ?? []).flatMap(({ health }) => health ?? [])} />
      <ListTable
        title={text.all}
        query={products}
        keyOf={({ arn }) => arn}
        textOf={({ name, company, arn, categories }) => [name, company, arn, ...categories].join(' ')}
        empty={<Box>{text.none}</Box>}
        columns={productColumns}
      />
    </Page>
  );
}
