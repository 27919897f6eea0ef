import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { Code } from '../components/Code.js';
import { strings } from '../strings.js';

const VARIABLES = `DOCKET_RETENTION_DAYS=365
DOCKET_RETENTION_ARCHIVED_DAYS=90`;

/** Retention is set where the hub is started: whoever reaches the console should not be able to delete everything. */
export function RetentionTab() {
  const text = strings.settings.retention;
  return (
    <Container header={<Header>{text.title}</Header>}>
      <SpaceBetween size="m">
        <Box variant="p">{text.meaning}</Box>
        <Box variant="p">{text.where}</Box>
        <Code>{VARIABLES}</Code>
      </SpaceBetween>
    </Container>
  );
}
