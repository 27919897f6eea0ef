import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import { useTask } from '../data/useTask.js';
import { strings } from '../strings.js';
import { ErrorBox } from './ErrorBox.js';

interface Props {
  title: string;
  submitText: string;
  /** Something that is needed is missing. */
  disabled?: boolean;
  children: ReactNode;
  onClose: () => void;
  /** What it throws is shown, and the dialog stays. */
  onSubmit: () => Promise<void>;
}

/** After the dialog itself has begun, at the button that closes it. */
function beginAtFirstField(form: HTMLFormElement | null): void {
  requestAnimationFrame(() =>
    form?.querySelector<HTMLElement>('input:not([hidden]), textarea, button')?.focus(),
  );
}

/** A few questions and a button; Enter does it, too. */
export function FormDialog({ title, submitText, disabled = false, children, onClose, onSubmit }: Props) {
  const task = useTask(onSubmit);
  return (
    <Modal
      visible
      header={title}
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              {strings.common.cancel}
            </Button>
            <Button variant="primary" disabled={disabled} loading={task.busy} onClick={task.run}>
              {submitText}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <form
        ref={beginAtFirstField}
        onSubmit={(event) => {
          event.preventDefault();
          if (!disabled) task.run();
        }}
      >
        <SpaceBetween size="m">
          {children}
          {task.failure && <ErrorBox failure={task.failure} />}
        </SpaceBetween>
        {/* Without a button inside, Enter would do nothing where there are several fields. */}
        <input type="submit" hidden />
      </form>
    </Modal>
  );
}
