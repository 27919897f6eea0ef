import type { ReactNode } from 'react';
import type { Query } from '../data/useQuery.js';
import { HubErrorBox } from './HubErrorBox.js';
import { Loading } from './Loading.js';

interface Props<T> {
  query: Query<T>;
  children: (data: T) => ReactNode;
}

/** What was loaded; until then that it is being loaded, and a failure as a failure. */
export function Loaded<T>({ query, children }: Props<T>) {
  if (query.failure !== undefined) return <HubErrorBox failure={query.failure} retry={query.reload} />;
  return query.data === undefined ? <Loading /> : children(query.data);
}
