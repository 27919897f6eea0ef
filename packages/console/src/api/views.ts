import { at, listOf, textAt } from '../json.js';
import type { Connection } from './connection.js';

/** A list of findings as somebody wants to find it again. */
export interface SavedView {
  readonly id: string;
  readonly name: string;
  /** The query of its address. */
  readonly query: string;
  /** Everybody in the account sees it. */
  readonly shared: boolean;
  readonly owner: string;
  /** It belongs to whoever asks. */
  readonly own: boolean;
}

/** What a view can be changed to. */
export type ViewDraft = Pick<SavedView, 'name' | 'query' | 'shared'>;

const PATH = '/_docket/views';

export async function listViews(connection: Connection, signal: AbortSignal): Promise<SavedView[]> {
  const answer = await connection.json({ method: 'GET', path: PATH, signal });
  return listOf(at(answer, 'Views')).map(viewOf);
}

const viewOf = (view: unknown): SavedView => ({
  id: textAt(view, 'Id'),
  name: textAt(view, 'Name'),
  query: textAt(view, 'Query'),
  shared: at(view, 'Shared') === true,
  owner: textAt(view, 'Owner'),
  own: at(view, 'Own') === true,
});

const bodyOf = ({ name, query, shared }: ViewDraft) => ({
  Name: name,
  Query: query,
  Shared: shared,
});

export async function createView(connection: Connection, view: ViewDraft): Promise<SavedView> {
  const answer = await connection.json({ method: 'POST', path: PATH, body: bodyOf(view) });
  return viewOf(at(answer, 'View'));
}

export async function updateView(connection: Connection, { id, ...view }: SavedView): Promise<void> {
  const path = `${PATH}/${encodeURIComponent(id)}`;
  await connection.json({ method: 'PUT', path, body: bodyOf(view) });
}

export async function deleteView(connection: Connection, id: string): Promise<void> {
  await connection.json({ method: 'DELETE', path: `${PATH}/${encodeURIComponent(id)}` });
}
