import type { Connection } from '../api/connection.js';
import { useSession } from '../session/context.js';
import { type Query, useQuery } from './useQuery.js';

/** Loads from the hub, for the Region that is looked at. See useQuery. */
export function useHub<T>(
  key: string | undefined,
  load: (connection: Connection, signal: AbortSignal) => Promise<T>,
  version?: string | number,
): Query<T> {
  const { connection, region } = useSession();
  const ofRegion = key === undefined ? undefined : `${region} ${key}`;
  return useQuery(ofRegion, (signal) => load(connection, signal), version);
}
