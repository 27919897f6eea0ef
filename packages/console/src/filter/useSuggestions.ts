import type { PropertyFilterProps } from '@cloudscape-design/components/property-filter';
import { useEffect, useRef, useState } from 'react';
import { isAbort } from '../api/failure.js';
import { getValues } from '../api/statistics.js';
import { numberText } from '../format.js';
import { useSession } from '../session/context.js';
import { visible } from '../text.js';
import { attributeNamed } from './attributes.js';
import { type Filters, withConditions } from './filters.js';
import { FIXED_VALUES, isGroupable } from './values.js';

const MOST = 50;
const PAUSE_MS = 150;

type Option = PropertyFilterProps.FilteringOption;

export interface Suggestions {
  readonly options: readonly Option[];
  readonly status: 'pending' | 'loading' | 'finished' | 'error';
  load(detail: PropertyFilterProps.LoadItemsDetail): void;
}

const FIXED: readonly Option[] = [
  ...Object.entries(FIXED_VALUES).flatMap(([propertyKey, values]) =>
    values.map((value) => ({ propertyKey, value })),
  ),
  { propertyKey: 'Sample', value: 'true' },
  { propertyKey: 'Sample', value: 'false' },
];

/**
 * Values to choose from while somebody types: those that begin with what is typed, of findings that the rest of the filter
 * selects. What is offered finds something.
 */
export function useSuggestions(filters: Filters): Suggestions {
  const { connection } = useSession();
  const [found, setFound] = useState<readonly Option[]>([]);
  const [status, setStatus] = useState<Suggestions['status']>('pending');
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);

  async function load({ filteringProperty, filteringText }: PropertyFilterProps.LoadItemsDetail) {
    running.current?.abort();
    const attribute = filteringProperty && attributeNamed(filteringProperty.key);
    if (attribute === undefined || !isGroupable(attribute) || Object.hasOwn(FIXED_VALUES, attribute.name)) {
      setFound([]);
      setStatus('finished');
      return;
    }
    const controller = new AbortController();
    running.current = controller;
    setStatus('loading');
    try {
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      if (controller.signal.aborted) return;
      const others = withConditions(filters, attribute.name, []);
      const request = { filters: others, attribute: attribute.name, prefix: filteringText, limit: MOST };
      const values = await getValues(connection, request, controller.signal);
      setFound(
        values.map(({ value, count }) => ({
          propertyKey: attribute.name,
          value,
          tags: [numberText(count)],
          ...(visible(value) !== value && { label: visible(value) }),
        })),
      );
      setStatus('finished');
    } catch (error) {
      if (!isAbort(error) && !controller.signal.aborted) setStatus('error');
    }
  }

  return { options: [...FIXED, ...found], status, load };
}
