import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import type { ReactNode } from 'react';

/** Labels and values beside each other; those without a value are left out. */
export function Fields({
  items,
  columns = 3,
}: {
  items: readonly (readonly [string, ReactNode])[];
  columns?: number;
}) {
  const shown = items.filter(([, value]) => value !== undefined && value !== '' && value !== false);
  return <KeyValuePairs columns={columns} items={shown.map(([label, value]) => ({ label, value }))} />;
}
