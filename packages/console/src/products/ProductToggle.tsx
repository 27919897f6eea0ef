import Toggle from '@cloudscape-design/components/toggle';
import { useState } from 'react';
import { failureOf } from '../api/failure.js';
import { disableProduct, enableProduct } from '../api/products.js';
import { changed } from '../data/changes.js';
import { useSession } from '../session/context.js';
import { notify } from '../shell/notices.js';
import { strings } from '../strings.js';
import { visible } from '../text.js';
import type { ProductRow } from './rows.js';

/** Whether a product may send findings here. What only its sendings are known of cannot be enabled. */
export function ProductToggle({ row }: { row: ProductRow }) {
  const { connection } = useSession();
  const [busy, setBusy] = useState(false);
  const text = strings.products;
  const { arn, name, subscription, known, health } = row;
  // The account's own product has no subscription and is always enabled.
  if (!known) return health?.enabled ? text.always : text.unknown;

  const change = async () => {
    setBusy(true);
    try {
      if (subscription === undefined) await enableProduct(connection, arn);
      else await disableProduct(connection, subscription);
    } catch (error) {
      notify('error', text.notChanged(failureOf(error).message));
    }
    setBusy(false);
    changed('products');
  };

  return (
    <Toggle
      checked={subscription !== undefined}
      disabled={busy}
      ariaLabel={text.enabledOf(visible(name))}
      onChange={change}
    />
  );
}
