import type { PropertyFilterProps } from '@cloudscape-design/components/property-filter';
import { strings } from '../strings.js';
import { visible } from '../text.js';
import { ATTRIBUTES, type Attribute } from './attributes.js';
import { BOUNDS, COMPARISONS, MAP_OPERATORS } from './filters.js';
import { DateForm } from './forms/DateForm.js';
import { dateText } from './forms/date-text.js';
import { EntryForm } from './forms/EntryForm.js';
import { entryText } from './forms/entry-text.js';
import { FIXED_VALUES } from './values.js';

type Property = PropertyFilterProps.FilteringProperty;
type Operator = NonNullable<Property['operators']>[number];

const text = strings.filter;
const asText = (value: unknown): string => visible(String(value));

const OF_STRINGS: readonly Operator[] = [...COMPARISONS.keys()].map((operator) => ({
  operator,
  format: asText,
  ...(operator === '~' && { description: text.containsWord }),
}));
const OF_NUMBERS: readonly Operator[] = [...BOUNDS.keys()].map((operator) => ({ operator, format: asText }));
const OF_DATES: readonly Operator[] = [
  { operator: '=', description: text.time, form: DateForm, format: dateText },
];
const OF_MAPS: readonly Operator[] = MAP_OPERATORS.map((operator) => ({
  operator,
  form: EntryForm,
  format: entryText,
}));
const OF_ADDRESSES: readonly Operator[] = [{ operator: '=', description: text.inBlock, format: asText }];
const OF_BOOLEANS: readonly Operator[] = ['='];

function operatorsOf({ name, kind }: Attribute): readonly Operator[] {
  switch (kind) {
    case 'number':
      return OF_NUMBERS;
    case 'date':
      return OF_DATES;
    case 'map':
      return OF_MAPS;
    case 'ip':
      return OF_ADDRESSES;
    case 'boolean':
      return OF_BOOLEANS;
    case 'string':
      // Of few values that are known, several can be ticked at once.
      return Object.hasOwn(FIXED_VALUES, name)
        ? OF_STRINGS.map((one) =>
            typeof one === 'object' && (one.operator === '=' || one.operator === '!=')
              ? { operator: one.operator, tokenType: 'enum' as const }
              : one,
          )
        : OF_STRINGS;
  }
}

/** What the filter box offers, for those attributes that are asked for. */
export const propertiesOf = (isOffered: (name: string) => boolean): readonly Property[] =>
  ATTRIBUTES.filter(({ name }) => isOffered(name)).map((attribute) => ({
    key: attribute.name,
    propertyLabel: attribute.label,
    groupValuesLabel: text.values(attribute.label),
    operators: operatorsOf(attribute),
  }));
