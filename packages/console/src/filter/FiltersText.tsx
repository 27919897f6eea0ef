import Box from '@cloudscape-design/components/box';
import { Text } from '../components/Text.js';
import { strings } from '../strings.js';
import { attributeNamed } from './attributes.js';
import { type Filters, isEmpty } from './filters.js';
import { dateText } from './forms/date-text.js';
import { entryText } from './forms/entry-text.js';
import { toTokens } from './tokens.js';

const text = strings.filter;

function valueText(kind: string | undefined, value: unknown): string {
  if (kind === 'date') return dateText(value);
  if (kind === 'map') return entryText(value);
  return Array.isArray(value) ? value.join(', ') : String(value);
}

/** Filters in words, for where they cannot be changed. */
export function FiltersText({ filters }: { filters: Filters }) {
  if (isEmpty(filters)) return <Box color="text-body-secondary">{text.everything}</Box>;
  const { tokens, rest } = toTokens(filters);
  const parts = [
    ...tokens.map(({ propertyKey, operator, value }) => {
      const attribute = attributeNamed(propertyKey ?? '');
      return `${attribute?.label ?? text.words} ${operator} ${valueText(attribute?.kind, value)}`;
    }),
    ...Object.entries(rest).map(([name, conditions]) => `${name} ${JSON.stringify(conditions)}`),
  ];
  return (
    <Box color="text-body-secondary">
      {text.selects} <Text max={1_000}>{parts.join(' · ')}</Text>
    </Box>
  );
}
