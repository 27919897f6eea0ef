import type { HistoryChange } from '../api/history.js';
import { strings } from '../strings.js';
import { Inert, Text } from './Text.js';

/** Attributes with what they were and what they became. */
export function ChangesList({ changes }: { changes: readonly HistoryChange[] }) {
  return (
    <ul className="changes">
      {changes.map(({ field, before, after }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an attribute may change twice in one entry
        <li key={index}>
          <strong>
            <Inert>{field}</Inert>
          </strong>{' '}
          {before !== undefined && (
            <>
              <del>
                <Text max={300}>{before}</Text>
              </del>{' '}
              →{' '}
            </>
          )}
          {after === undefined ? (
            strings.finding.history.removed
          ) : (
            <ins>
              <Text max={300}>{after}</Text>
            </ins>
          )}
        </li>
      ))}
    </ul>
  );
}
