import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Tabs from '@cloudscape-design/components/tabs';
import { useState } from 'react';
import { Code } from '../components/Code.js';
import { Go } from '../components/Go.js';
import { hrefTo } from '../router/location.js';
import { useSession } from '../session/context.js';
import { strings } from '../strings.js';
import { cliCommand, curlCommand, type Destination, pythonCommand } from './commands.js';

/** For a hub without any finding: the exact commands that send a first one to it. */
export function FirstFinding() {
  const { session, region } = useSession();
  const [now] = useState(() => new Date().toISOString());
  const to: Destination = { origin: window.location.origin, account: session.account, region, now };
  const text = strings.onboarding;
  return (
    <Container header={<Header description={text.description}>{text.title}</Header>}>
      <SpaceBetween size="m">
        <Tabs
          tabs={[
            { id: 'curl', label: 'curl', content: <Code>{curlCommand(to)}</Code> },
            { id: 'cli', label: 'AWS CLI', content: <Code>{cliCommand(to)}</Code> },
            { id: 'python', label: 'Python', content: <Code>{pythonCommand(to)}</Code> },
          ]}
        />
        <Box variant="p">
          {text.scanners} <Go href={hrefTo('/products')}>{text.products}</Go>
        </Box>
      </SpaceBetween>
    </Container>
  );
}
