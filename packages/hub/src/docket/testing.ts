import type { IncomingMessage } from 'node:http';
import type { Client } from '../testing/client.js';

const PATH = '/_docket/export';

/** Asks for an export and gives its answer before anything of it is read: a GET of parameters, or a POST of a body. */
export async function openExport(
  client: Client,
  asked: { query: Record<string, string> } | { body: object } = { query: {} },
): Promise<IncomingMessage> {
  const [method, bytes, query] =
    'query' in asked
      ? (['GET', Buffer.alloc(0), asked.query] as const)
      : (['POST', Buffer.from(JSON.stringify(asked.body)), {}] as const);
  const headers = await client.headers(method, PATH, bytes, { query });
  const search = new URLSearchParams(query).toString().replaceAll('+', '%20');
  const sent = client.send(method, search === '' ? PATH : `${PATH}?${search}`, headers).end(bytes);
  return new Promise((resolve, reject) => sent.once('response', resolve).once('error', reject));
}

/** Everything that an answer still brings. Rejects if it breaks off. */
export async function textOf(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString();
}

/** The findings of NDJSON, in their order. */
export const findingsIn = (ndjson: string): Record<string, unknown>[] =>
  ndjson
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));

/** The cells of CSV as RFC 4180 describes it. Throws for anything else. */
export function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  const cell = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n)/y;
  while (cell.lastIndex < text.length) {
    const at = cell.lastIndex;
    const [, value, end] = cell.exec(text) ?? [];
    if (value === undefined) throw new Error(`not CSV: ${text.slice(at, at + 100)}`);
    row.push(value.startsWith('"') ? value.slice(1, -1).replaceAll('""', '"') : value);
    if (end === '\r\n') {
      rows.push(row);
      row = [];
    }
  }
  if (row.length > 0) throw new Error('the last line does not end');
  return rows;
}
