import { walk } from './cursor.js';
import type { Parameters } from './filter/parameters.js';
import type { Clock } from './query-time.js';
import { readDocument, recheck } from './recheck.js';
import { DOCUMENT, type Selection, selection } from './select.js';
import type { Session } from './session.js';

/**
 * Finds out which findings pass a filter that only documents can answer, some keys at a time.
 *
 * @param parameters those of the selection's conditions
 */
export async function* passingKeys(
  session: Session,
  selected: Selection,
  parameters: Parameters,
  clock: Clock,
): AsyncGenerator<string[]> {
  const text = `SELECT f.key, ${DOCUMENT} ${selection(selected, parameters)}`;
  const passes = recheck(selected.filter);
  for await (const rows of walk<[key: string, document: string]>(session, text, parameters, clock)) {
    const keys = rows.flatMap(([key, document]) => (passes(readDocument(document)) ? [key] : []));
    if (keys.length > 0) yield keys;
  }
}
