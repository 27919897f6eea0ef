import { useMemo } from 'react';
import { Admin } from '../api/admin.js';
import { useSession } from '../session/context.js';

/** The hub's administration, as the one who is signed in. */
export function useAdmin(): Admin {
  const { connection } = useSession();
  return useMemo(() => new Admin(connection), [connection]);
}
