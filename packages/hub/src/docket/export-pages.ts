import type { FindingQuery, FindingStore } from '../store/findings.js';

/** What one page is to weigh, in characters: enough to make a call worth its while. */
const PAGE_SIZE = 2 * 1024 * 1024;
const FIRST_PAGE = 50;
const SMALLEST_PAGE = 10;
const LARGEST_PAGE = 1_000;

/**
 * Walks through all findings of a query. The page after the one that is worked on is read meanwhile, and no other: who
 * does not ask for more holds two pages in memory.
 *
 * @param store only asked for pages, which may be shorter than their limit
 */
export async function* pagesOf(
  store: Pick<FindingStore, 'find'>,
  query: Omit<FindingQuery, 'limit' | 'after'>,
): AsyncGenerator<string[]> {
  let limit = FIRST_PAGE;
  let coming = store.find({ ...query, limit });
  for (;;) {
    const { documents, next } = await coming;
    if (next !== undefined) {
      limit = nextLimit(limit, documents);
      coming = store.find({ ...query, limit, after: next });
      // Whoever stops here never asks what became of it.
      coming.catch(() => undefined);
    }
    yield documents;
    if (next === undefined) return;
  }
}

/** So many findings that they weigh what a page is to weigh, if they are as large as those before; at most twice as many. */
function nextLimit(limit: number, documents: readonly string[]): number {
  const size = documents.reduce((sum, { length }) => sum + length, 0);
  const fitting = Math.floor((PAGE_SIZE * documents.length) / Math.max(size, 1));
  return Math.max(SMALLEST_PAGE, Math.min(fitting, 2 * limit, LARGEST_PAGE));
}
