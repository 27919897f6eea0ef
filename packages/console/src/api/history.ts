import { at, listOf, textAt, textOf } from '../json.js';
import type { Connection } from './connection.js';
import type { Identifier } from './findings.js';

export interface HistoryChange {
  readonly field: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

export interface HistoryRecord {
  readonly time: string;
  readonly created: boolean;
  /** `BATCH_IMPORT_FINDINGS` or `BATCH_UPDATE_FINDINGS`. */
  readonly source: string;
  /** The ARN of the product, principal or rule. */
  readonly identity: string;
  readonly changes: readonly HistoryChange[];
}

export interface HistoryPage {
  readonly records: readonly HistoryRecord[];
  readonly next: string | undefined;
}

/** What has changed a finding, newest first. */
export async function getHistory(
  connection: Connection,
  identifier: Identifier,
  token: string | undefined,
  signal?: AbortSignal,
): Promise<HistoryPage> {
  const answer = await connection.json({
    method: 'POST',
    path: '/findingHistory/get',
    body: {
      FindingIdentifier: identifier,
      MaxResults: 50,
      ...(token !== undefined && { NextToken: token }),
    },
    signal,
  });
  return {
    records: listOf(at(answer, 'Records')).map((record) => ({
      time: textAt(record, 'UpdateTime'),
      created: at(record, 'FindingCreated') === true,
      source: textAt(record, 'UpdateSource', 'Type'),
      identity: textAt(record, 'UpdateSource', 'Identity'),
      changes: listOf(at(record, 'Updates')).map((update) => ({
        field: textAt(update, 'UpdatedField'),
        before: textOf(at(update, 'OldValue')),
        after: textOf(at(update, 'NewValue')),
      })),
    })),
    next: textOf(at(answer, 'NextToken')),
  };
}
