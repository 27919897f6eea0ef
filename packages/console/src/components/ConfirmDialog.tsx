import Box from '@cloudscape-design/components/box';
import { FormDialog } from './FormDialog.js';

interface Props {
  title: string;
  /** What will happen. */
  message: string;
  confirmText: string;
  onClose: () => void;
  onConfirm: () => Promise<void>;
}

/** Asks once more before something that cannot be taken back. */
export function ConfirmDialog({ title, message, confirmText, onClose, onConfirm }: Props) {
  return (
    <FormDialog title={title} submitText={confirmText} onClose={onClose} onSubmit={onConfirm}>
      <Box variant="p">{message}</Box>
    </FormDialog>
  );
}
