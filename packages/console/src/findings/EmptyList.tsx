import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { countFindings } from '../api/findings.js';
import { Loaded } from '../components/Loaded.js';
import { useHub } from '../data/useHub.js';
import { FirstFinding } from '../onboarding/FirstFinding.js';
import { HealthWatch } from '../onboarding/HealthWarning.js';
import { strings } from '../strings.js';

/**
 * For a list that is empty: because nothing matches, or because there is nothing. A product that sends findings and gets
 * nowhere is a third reason, and told as well.
 */
export function EmptyList({ onClear }: { onClear: () => void }) {
  const all = useHub('count all', (connection, signal) => countFindings(connection, { filters: {} }, signal));
  const text = strings.findings;
  return (
    <Box padding="l" textAlign="left">
      <SpaceBetween size="m">
        <HealthWatch />
        <Loaded query={all}>
          {(count) =>
            count === 0 ? (
              <FirstFinding />
            ) : (
              <Box textAlign="center">
                <Box variant="h2">{text.noMatch}</Box>
                <Box variant="p">{text.noMatchHint(count)}</Box>
                <Button onClick={onClear}>{text.clearFilters}</Button>
              </Box>
            )
          }
        </Loaded>
      </SpaceBetween>
    </Box>
  );
}
