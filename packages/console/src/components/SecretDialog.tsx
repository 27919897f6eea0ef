import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { strings } from '../strings.js';
import { Code } from './Code.js';

interface Props {
  title: string;
  /** That it is shown this once, and what it is for. */
  message: string;
  /** What is to be copied, with its labels. */
  values: readonly (readonly [label: string, value: string])[];
  onClose: () => void;
}

/** Shows what nobody will be shown again. */
export function SecretDialog({ title, message, values, onClose }: Props) {
  return (
    <Modal
      visible
      header={title}
      onDismiss={onClose}
      footer={
        <Box float="right">
          <Button variant="primary" onClick={onClose}>
            {strings.common.close}
          </Button>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <Alert type="warning">{message}</Alert>
        {values.map(([label, value]) => (
          <FormField key={label} label={label}>
            <Code label={label}>{value}</Code>
          </FormField>
        ))}
      </SpaceBetween>
    </Modal>
  );
}
