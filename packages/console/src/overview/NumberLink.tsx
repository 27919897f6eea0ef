import Box from '@cloudscape-design/components/box';
import type { ReactNode } from 'react';
import { Go } from '../components/Go.js';
import type { Filters } from '../filter/filters.js';
import { listQuery } from '../findings/state.js';
import { numberText } from '../format.js';
import { hrefTo } from '../router/location.js';

interface Props {
  label: ReactNode;
  count: number;
  /** What was counted: the link leads to the list of just that. */
  filters: Filters;
  ariaLabel: string;
}

/** A large number that is the way to the list that it counts. */
export function NumberLink({ label, count, filters, ariaLabel }: Props) {
  return (
    <div>
      <Box variant="awsui-key-label">{label}</Box>
      <Go
        href={hrefTo('/findings', listQuery(filters))}
        variant="awsui-value-large"
        ariaLabel={`${ariaLabel}: ${numberText(count)}`}
      >
        {numberText(count)}
      </Go>
    </div>
  );
}
