import type { Connection } from '../api/connection.js';
import { useSession } from '../session/context.js';
import { type Query, useQuery } from './useQuery.js';

/** Loads from the hub, for the Region that is looked at. See useQuery. */
export function useHub<T>(
  key: string | undefined,
  load: (connection: Connection, signal: AbortSignal) => Promise<T>,
): Query<T> {
  const { connection, region } = useSession();
  return useQuery(key === undefined ? undefined : `${region} ${key}`, (signal) => load(connection, signal));
}
