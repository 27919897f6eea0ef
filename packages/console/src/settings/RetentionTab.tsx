import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { getRetention } from '../api/hub.js';
import { Code } from '../components/Code.js';
import { Fields } from '../components/Fields.js';
import { Loaded } from '../components/Loaded.js';
import { useHub } from '../data/useHub.js';
import { strings } from '../strings.js';

const VARIABLES = `DOCKET_RETENTION_DAYS=365
DOCKET_RETENTION_ARCHIVED_DAYS=90`;

/** How long findings are kept. It is set where the hub is started, and shown here. */
export function RetentionTab() {
  const retention = useHub('retention', getRetention);
  const text = strings.settings.retention;
  return (
    <Container header={<Header>{text.title}</Header>}>
      <SpaceBetween size="m">
        <Loaded query={retention}>
          {({ all, archived }) => (
            <Fields
              columns={2}
              items={[
                [text.all, text.days(all)],
                [text.archived, text.days(archived ?? all)],
              ]}
            />
          )}
        </Loaded>
        <Box variant="p">{text.where}</Box>
        <Code>{VARIABLES}</Code>
      </SpaceBetween>
    </Container>
  );
}
