import type { FindingPage, FindingQuery } from '../findings.js';
import { textArray } from './arrays.js';
import { DOCUMENTS_AT_ONCE, documentsOfFirst, keyOf } from './documents.js';
import { Parameters } from './filter/parameters.js';
import type { Position } from './filter/sort.js';
import type { Found } from './find-first.js';
import type { Scope } from './scopes.js';
import type { Session } from './session.js';

/** A page ends early beyond this: it is held in memory. A hundred of the largest findings fit. */
const MAX_CHARACTERS = 24 * 1024 * 1024;

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

/** Makes a page of findings that were found; one more than fits if there is one. Documents that are not known are read. */
export async function readPage(
  session: Session,
  { limit, ...scope }: Scope & Pick<FindingQuery, 'limit'>,
  { positions, documents: known }: Partial<Found> & Pick<Found, 'positions'>,
): Promise<FindingPage> {
  const page = new Page(limit);
  for (let from = 0; from < positions.length && !page.complete; from += DOCUMENTS_AT_ONCE) {
    const some = positions.slice(from, from + DOCUMENTS_AT_ONCE);
    const before = page.full ? new Map<string, string>() : from === 0 ? known : undefined;
    const documents = before ?? (await readDocuments(session, scope, some));
    for (const position of some) {
      const document = documents.get(keyOf(position));
      if (page.full) page.add(position, '');
      // Else it is gone in the meantime.
      else if (document !== undefined) page.add(position, document);
    }
  }
  return page.result();
}

async function readDocuments(
  session: Session,
  scope: Scope,
  positions: readonly Position[],
): Promise<ReadonlyMap<string, string>> {
  const parameters = new Parameters(scope);
  const keys = `SELECT unnest(${parameters.bind(textArray(positions.map(keyOf)))}::text[])`;
  const { rows } = await session.rows<[key: string, document: string]>(
    parameters.statement(
      `WITH p (key) AS (${keys}) SELECT d.key, d.body ${documentsOfFirst(positions.length)}`,
    ),
  );
  return new Map(rows);
}

/** Where the page before ended. Tokens are sealed by the caller, so what arrives here was written by `Page`. */
export function positionOf({ after }: Pick<FindingQuery, 'after'>): Position | undefined {
  if (after === undefined) return undefined;
  const position: unknown = JSON.parse(after);
  if (!Array.isArray(position) || !position.every(isValue)) throw new Error('not a position of a page');
  return position;
}

const isValue = (value: unknown): value is Position[number] =>
  value === null || typeof value === 'string' || typeof value === 'number';
