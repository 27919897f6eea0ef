import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Failure } from '../api/failure.js';
import { enableHub } from '../api/hub.js';
import { useTask } from '../data/useTask.js';
import { useSession } from '../session/context.js';
import { strings } from '../strings.js';
import { ErrorBox } from './ErrorBox.js';

interface Props {
  failure: Failure;
  retry: () => void;
}

/** As ErrorBox; where the hub is not enabled in this Region, it can be enabled from here. */
export function HubErrorBox({ failure, retry }: Props) {
  const { connection, region } = useSession();
  const text = strings.errors;
  const enabling = useTask(async () => {
    await enableHub(connection);
    retry();
  });
  if (failure.code !== 'InvalidAccessException') return <ErrorBox failure={failure} retry={retry} />;
  return (
    <SpaceBetween size="s">
      {enabling.failure && <ErrorBox failure={enabling.failure} />}
      <Alert
        type="info"
        header={text.notEnabled(region)}
        action={
          <Button onClick={enabling.run} loading={enabling.busy}>
            {text.enable}
          </Button>
        }
      >
        {text.notEnabledHint}
      </Alert>
    </SpaceBetween>
  );
}
