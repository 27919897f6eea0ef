import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import SplitPanel from '@cloudscape-design/components/split-panel';
import { Go } from '../components/Go.js';
import { Loaded } from '../components/Loaded.js';
import { useChanges } from '../data/changes.js';
import { useHub } from '../data/useHub.js';
import { equals } from '../filter/filters.js';
import { listQuery } from '../findings/state.js';
import { ProductFacts } from '../products/ProductFacts.js';
import { Refusals } from '../products/Refusals.js';
import { loadProducts, nameOf } from '../products/rows.js';
import { hrefTo, usePlace } from '../router/location.js';
import { strings } from '../strings.js';
import { visible } from '../text.js';

/** A product beside the list: what it sent, and what of it was refused and why. */
export default function ProductPanel() {
  const arn = usePlace().query.get('product') ?? '';
  const products = useHub('products', loadProducts, useChanges('products'));
  const row = products.data?.find((one) => one.arn === arn);
  const text = strings.products;
  return (
    <SplitPanel
      header={visible(row === undefined ? arn || strings.health.unknownProduct : nameOf(row))}
      closeBehavior="hide"
      hidePreferencesButton
    >
      <Loaded query={products}>
        {() =>
          row === undefined ? (
            <Box>{text.notFound}</Box>
          ) : (
            <SpaceBetween size="l">
              <ProductFacts row={row} />
              {arn !== '' && (
                <Go href={hrefTo('/findings', listQuery({ ProductArn: equals(arn) }))}>{text.findings}</Go>
              )}
              <Refusals errors={row.health?.errors ?? []} />
            </SpaceBetween>
          )
        }
      </Loaded>
    </SplitPanel>
  );
}
