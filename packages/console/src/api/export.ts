import type { Connection } from './connection.js';
import { Failure, isAbort } from './failure.js';
import { type Chosen, closingOf, type Sort } from './findings.js';

export interface ExportRequest extends Chosen {
  readonly format: 'csv' | 'ndjson';
  readonly sort?: Sort | undefined;
  /** Paths into the finding, for CSV. */
  readonly columns: readonly string[];
}

/** What is collected before it is handed to the browser, which may keep it on disk instead of in memory. */
const PIECE_BYTES = 8 * 1024 * 1024;

/**
 * All findings of a filter as one file. The hub cuts the connection if anything goes wrong on the way, so that what comes
 * back is whole.
 *
 * @param onProgress told how many bytes have come
 */
export async function exportFindings(
  connection: Connection,
  { format, filters, closed, sort, columns }: ExportRequest,
  onProgress: (bytes: number) => void,
  signal: AbortSignal,
): Promise<Blob> {
  const response = await connection.response({
    method: 'POST',
    path: '/_docket/export',
    body: {
      Format: format,
      Filters: filters,
      ...(closed && { Closed: closingOf(closed) }),
      ...(format === 'csv' && { Columns: columns }),
      ...(sort && {
        SortCriteria: [{ Field: sort.attribute, SortOrder: sort.descending ? 'desc' : 'asc' }],
      }),
    },
    signal,
  });
  const type = format === 'csv' ? 'text/csv' : 'application/x-ndjson';
  try {
    return await collect(response, type, onProgress);
  } catch (error) {
    if (isAbort(error)) throw error;
    throw new Failure('Incomplete', 'The export broke off before its end.');
  }
}

async function collect(response: Response, type: string, onProgress: (bytes: number) => void): Promise<Blob> {
  const pieces: Blob[] = [];
  let chunks: Uint8Array<ArrayBuffer>[] = [];
  let pending = 0;
  let total = 0;
  const reader = response.body?.getReader();
  if (reader === undefined) return response.blob();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    chunks.push(value);
    pending += value.byteLength;
    total += value.byteLength;
    onProgress(total);
    if (pending >= PIECE_BYTES) {
      pieces.push(new Blob(chunks));
      chunks = [];
      pending = 0;
    }
  }
  return new Blob([...pieces, ...chunks], { type });
}
