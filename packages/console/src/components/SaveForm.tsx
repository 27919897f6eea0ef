import Button from '@cloudscape-design/components/button';
import Form from '@cloudscape-design/components/form';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import type { Task } from '../data/useTask.js';
import { navigate } from '../router/location.js';
import { strings } from '../strings.js';
import { ErrorBox } from './ErrorBox.js';

interface SaveFormProps {
  saving: Task;
  /** Whether what is filled in cannot be saved yet. */
  incomplete: boolean;
  /** Where cancelling leads. */
  back: string;
  children: ReactNode;
}

/** A page that is filled in and saved. What the hub refused is told above it. */
export function SaveForm({ saving, incomplete, back, children }: SaveFormProps) {
  return (
    <Form
      actions={
        <SpaceBetween direction="horizontal" size="xs">
          <Button variant="link" onClick={() => navigate(back)}>
            {strings.common.cancel}
          </Button>
          <Button variant="primary" loading={saving.busy} disabled={incomplete} onClick={saving.run}>
            {strings.common.save}
          </Button>
        </SpaceBetween>
      }
    >
      <SpaceBetween size="l">
        {saving.failure && <ErrorBox failure={saving.failure} />}
        {children}
      </SpaceBetween>
    </Form>
  );
}
