import Box from '@cloudscape-design/components/box';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { strings } from '../strings.js';

export function Loading() {
  return (
    <Box padding="l" textAlign="center">
      <StatusIndicator type="loading">{strings.common.loading}</StatusIndicator>
    </Box>
  );
}
