import type { FindingPage, FindingQuery } from '../findings.js';
import { textArray } from './arrays.js';
import type { Position } from './filter/sort.js';
import type { Session } from './session.js';

/** A page ends early beyond this: it is held in memory. A hundred of the largest findings fit. */
const MAX_CHARACTERS = 24 * 1024 * 1024;
const DOCUMENTS_AT_ONCE = 100;

/** A page in the making. */
export class Page {
  readonly #documents: string[] = [];
  #characters = 0;
  #last: Position | undefined;
  #more = false;

  constructor(readonly limit: number) {}

  /** Whether it takes no more; of a finding more it is still to be told. */
  get full(): boolean {
    return this.#documents.length >= this.limit || this.#characters > MAX_CHARACTERS;
  }

  /** Adds the next finding. A full page only notes that there is one. */
  add(position: Position, document: string): void {
    if (this.full) {
      this.#more = true;
      return;
    }
    this.#documents.push(document);
    this.#characters += document.length;
    this.#last = position;
  }

  get complete(): boolean {
    return this.#more;
  }

  result(): FindingPage {
    return {
      documents: this.#documents,
      ...(this.#more && this.#last !== undefined && { next: JSON.stringify(this.#last) }),
    };
  }
}

/** Makes a page of findings by their positions, of which the last value is the key; one more than fits if there is one. */
export async function readPage(
  session: Session,
  { account, limit }: Pick<FindingQuery, 'account' | 'limit'>,
  positions: readonly Position[],
): Promise<FindingPage> {
  const page = new Page(limit);
  for (let from = 0; from < positions.length && !page.complete; from += DOCUMENTS_AT_ONCE) {
    const some = positions.slice(from, from + DOCUMENTS_AT_ONCE);
    const documents = page.full ? new Map<string, string>() : await readDocuments(session, account, some);
    for (const position of some) {
      const document = documents.get(keyOf(position));
      if (page.full) page.add(position, '');
      // Else it is gone in the meantime.
      else if (document !== undefined) page.add(position, document);
    }
  }
  return page.result();
}

/**
 * Two lists, because an OR has the server collect the places of all documents first and then read them in the order in which
 * they lie, several at once (`effective_io_concurrency`). One by one, those that are not in memory take twice as long. And
 * lists that the server works out, because for each key of one that it is given it estimates how many documents have it,
 * which takes longer than reading them.
 */
async function readDocuments(
  session: Session,
  account: string,
  positions: readonly Position[],
): Promise<Map<string, string>> {
  const keys = positions.map(keyOf);
  const half = Math.ceil(keys.length / 2);
  const { rows } = await session.rows<[key: string, document: string]>({
    name: 'read documents',
    text: `SELECT key, body FROM documents WHERE account = $1
      AND (key = ANY (ARRAY(SELECT unnest($2::text[]))) OR key = ANY (ARRAY(SELECT unnest($3::text[]))))`,
    values: [account, textArray(keys.slice(0, half)), textArray(keys.slice(half))],
  });
  return new Map(rows);
}

const keyOf = (position: Position): string => String(position.at(-1));

/** Where the page before ended. Tokens are sealed by the caller, so what arrives here was written by `Page`. */
export function positionOf({ after }: Pick<FindingQuery, 'after'>): Position | undefined {
  if (after === undefined) return undefined;
  const position: unknown = JSON.parse(after);
  if (!Array.isArray(position) || !position.every(isValue)) throw new Error('not a position of a page');
  return position;
}

const isValue = (value: unknown): value is Position[number] =>
  value === null || typeof value === 'string' || typeof value === 'number';
