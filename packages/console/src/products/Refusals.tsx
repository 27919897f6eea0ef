import Box from '@cloudscape-design/components/box';
import Table from '@cloudscape-design/components/table';
import type { HealthError } from '../api/products.js';
import { Ago } from '../components/Ago.js';
import { Text } from '../components/Text.js';
import { numberText } from '../format.js';
import { strings } from '../strings.js';

/** The most frequent refusals, each with the finding that met it last. */
export function Refusals({ errors }: { errors: readonly HealthError[] }) {
  const text = strings.health;
  return (
    <Table
      variant="embedded"
      wrapLines
      items={errors}
      trackBy={({ error, code }) => `${code} ${error}`}
      ariaLabels={{ tableLabel: text.refusals }}
      header={<Box variant="h3">{text.refusals}</Box>}
      empty={<Box>{text.noRefusals}</Box>}
      columnDefinitions={[
        {
          id: 'error',
          header: text.reason,
          isRowHeader: true,
          cell: ({ error }) => <Text max={300}>{error}</Text>,
        },
        { id: 'count', header: text.howOften, width: 110, cell: ({ count }) => numberText(count) },
        { id: 'seen', header: text.lastSeen, width: 130, cell: ({ lastSeen }) => <Ago>{lastSeen}</Ago> },
        {
          id: 'example',
          header: text.example,
          cell: ({ example }) => (
            <>
              <Text max={200}>{example.findingId}</Text>
              <Box color="text-body-secondary" fontSize="body-s">
                <Text max={300}>{example.message}</Text>
              </Box>
            </>
          ),
        },
      ]}
    />
  );
}
