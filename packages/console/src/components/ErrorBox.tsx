import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import type { Failure } from '../api/failure.js';
import { strings } from '../strings.js';
import { Text } from './Text.js';

interface Props {
  failure: Failure;
  /** What the person wanted, where that is not clear from the place. */
  title?: string;
  retry?: () => void;
}

/** A failure as it is: what the hub said, its code, and where its log has it. */
export function ErrorBox({ failure, title, retry }: Props) {
  const text = strings.errors;
  const refused = failure.code === 'AccessDeniedException';
  return (
    <Alert
      type={refused ? 'warning' : 'error'}
      header={title ?? (refused ? text.refused : text.title)}
      action={retry && <Button onClick={retry}>{text.retry}</Button>}
    >
      <Text max={500}>{failure.message}</Text>
      <Box fontSize="body-s" color="text-body-secondary">
        {text.code(failure.code)}
        {failure.requestId !== undefined && ` · ${text.request(failure.requestId)}`}
      </Box>
    </Alert>
  );
}
