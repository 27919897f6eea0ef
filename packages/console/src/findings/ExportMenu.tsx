import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import Modal from '@cloudscape-design/components/modal';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useEffect, useRef, useState } from 'react';
import { type ExportRequest, exportFindings } from '../api/export.js';
import { type Failure, failureOf, isAbort } from '../api/failure.js';
import { ErrorBox } from '../components/ErrorBox.js';
import { type AttributeName, attributeNamed } from '../filter/attributes.js';
import { numberText } from '../format.js';
import { useSession } from '../session/context.js';
import { strings } from '../strings.js';
import type { ListState } from './state.js';

export interface Shown {
  readonly state: ListState;
  readonly columns: readonly AttributeName[];
}

interface Props {
  /** What the list shows by then. */
  shown: () => Shown;
}

const FORMATS = ['csv', 'ndjson'] as const;

/** Exports what the list shows: its filter, its order and, as a table, its columns. */
export function ExportMenu({ shown }: Props) {
  const { connection } = useSession();
  const [bytes, setBytes] = useState<number>();
  const [failure, setFailure] = useState<Failure>();
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);
  const text = strings.export;

  const run = async (format: ExportRequest['format']) => {
    const controller = new AbortController();
    running.current = controller;
    setFailure(undefined);
    setBytes(0);
    const { state, columns } = shown();
    const { filters, closed, sort } = state;
    const paths = columns.flatMap((name) => attributeNamed(name)?.path.replaceAll('[]', '') ?? []);
    // An export without the names of its findings could not be matched with anything.
    const request = { format, filters, closed, sort, columns: [...new Set([...paths, 'Id', 'ProductArn'])] };
    try {
      save(await exportFindings(connection, request, setBytes, controller.signal), `findings.${format}`);
    } catch (error) {
      if (!isAbort(error)) setFailure(failureOf(error));
    } finally {
      setBytes(undefined);
    }
  };
  const close = () => {
    running.current?.abort();
    setFailure(undefined);
  };

  return (
    <>
      <ButtonDropdown
        items={FORMATS.map((id) => ({ id, text: text.formats[id] }))}
        onItemClick={({ detail }) => {
          const format = FORMATS.find((one) => one === detail.id);
          if (format !== undefined) run(format);
        }}
      >
        {text.action}
      </ButtonDropdown>
      <Modal
        visible={bytes !== undefined || failure !== undefined}
        header={text.action}
        onDismiss={close}
        footer={
          <Box float="right">
            <Button onClick={close}>
              {bytes === undefined ? strings.common.close : strings.common.cancel}
            </Button>
          </Box>
        }
      >
        {failure === undefined ? (
          <StatusIndicator type="loading">
            {text.progress(numberText(Math.round((bytes ?? 0) / 1024)))}
          </StatusIndicator>
        ) : (
          <ErrorBox failure={failure} />
        )}
      </Modal>
    </>
  );
}

function save(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken it by then.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
