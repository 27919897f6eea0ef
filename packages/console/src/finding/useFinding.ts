import { type Finding, getFinding, type Identifier, keyOf } from '../api/findings.js';
import { useChanges } from '../data/changes.js';
import { useHub } from '../data/useHub.js';
import type { Query } from '../data/useQuery.js';

/** The finding that an address is about; its data is null if there is none. */
export function useFinding(identifier: Identifier | undefined): Query<Finding | null> {
  return useHub(
    identifier && `finding ${keyOf(identifier)}`,
    async (connection, signal) => {
      if (identifier === undefined) return null;
      return (await getFinding(connection, identifier, signal)) ?? null;
    },
    useChanges('findings'),
  );
}
