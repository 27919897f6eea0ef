import SpaceBetween from '@cloudscape-design/components/space-between';
import { Fields } from '../components/Fields.js';
import { Inert, Text } from '../components/Text.js';
import { Time } from '../components/Time.js';
import { numberText } from '../format.js';
import { strings } from '../strings.js';
import type { ProductRow } from './rows.js';

/** What a product is and what it sent so far. */
export function ProductFacts({ row }: { row: ProductRow }) {
  const { arn, company, description, categories, health } = row;
  const text = strings.health;
  const when = (time: string | undefined) =>
    time === undefined ? strings.common.never : <Time>{time}</Time>;
  return (
    <SpaceBetween size="m">
      {description !== '' && <Text>{description}</Text>}
      <Fields
        items={[
          [strings.attributes.ProductArn, arn !== '' && <Inert key="arn">{arn}</Inert>],
          [strings.products.company, company !== '' && <Inert key="company">{company}</Inert>],
          [strings.products.categories, categories.join(', ')],
        ]}
        columns={1}
      />
      <Fields
        items={[
          [text.lastImport, when(health?.lastImport)],
          [text.lastAttempt, when(health?.lastAttempt)],
          [text.accepted, numberText(health?.accepted ?? 0)],
          [text.ignored, numberText(health?.ignored ?? 0)],
          [text.refused, numberText(health?.refused ?? 0)],
        ]}
      />
    </SpaceBetween>
  );
}
