import PropertyFilter from '@cloudscape-design/components/property-filter';
import SpaceBetween from '@cloudscape-design/components/space-between';
import TokenGroup from '@cloudscape-design/components/token-group';
import { useMemo } from 'react';
import { strings } from '../strings.js';
import { clipped, visible } from '../text.js';
import { attributeNamed } from './attributes.js';
import type { Filters } from './filters.js';
import { toFilters } from './from-tokens.js';
import { propertiesOf } from './properties.js';
import { toTokens } from './tokens.js';
import { useSuggestions } from './useSuggestions.js';
import { CRITERIA } from './values.js';

interface Props {
  filters: Filters;
  onChange: (filters: Filters) => void;
  /** Only what an automation rule can look at; it has no free text either. */
  criteria?: boolean;
  countText?: string;
  loading?: boolean;
}

/**
 * The box that filters are made in, everywhere. What it has no form for is shown below it and can be taken out there: a
 * filter never says more than can be seen.
 */
export function FindingFilter({ filters, onChange, criteria = false, countText, loading }: Props) {
  const text = strings.filter;
  const suggestions = useSuggestions(filters);
  const properties = useMemo(() => propertiesOf((name) => !criteria || CRITERIA.has(name)), [criteria]);
  const shown = toTokens(filters);
  const rest = Object.entries(shown.rest);

  const dismiss = (index: number) =>
    onChange(
      toFilters({ ...shown, rest: Object.fromEntries(rest.filter((_, position) => position !== index)) }),
    );

  return (
    <SpaceBetween size="xs">
      <PropertyFilter
        query={{ operation: 'and', tokens: shown.tokens }}
        onChange={({ detail }) => onChange(toFilters({ ...shown, tokens: detail.tokens }))}
        filteringProperties={properties}
        filteringOptions={suggestions.options}
        filteringStatusType={suggestions.status}
        onLoadItems={({ detail }) => suggestions.load(detail)}
        filteringErrorText={text.valuesFailed}
        filteringRecoveryText={strings.errors.retry}
        filteringLoadingText={strings.common.loading}
        filteringEmpty={text.noValues}
        filteringAriaLabel={criteria ? text.criteriaLabel : text.label}
        filteringPlaceholder={criteria ? text.criteriaPlaceholder : text.placeholder}
        filteringConstraintText={text.meaning}
        disableFreeTextFiltering={criteria}
        freeTextFiltering={{ operators: [':'], defaultOperator: ':' }}
        hideOperations
        tokenLimit={12}
        expandToViewport
        {...(countText !== undefined && { countText })}
        {...(loading !== undefined && { loading })}
      />
      {rest.length > 0 && (
        <TokenGroup
          items={rest.map(([name, conditions]) => {
            const label = `${attributeNamed(name)?.label ?? visible(name)}: ${visible(JSON.stringify(conditions))}`;
            return { label: clipped(label, 200), dismissLabel: text.remove(label) };
          })}
          onDismiss={({ detail }) => dismiss(detail.itemIndex)}
        />
      )}
    </SpaceBetween>
  );
}
