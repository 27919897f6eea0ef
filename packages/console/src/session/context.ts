import { createContext, useContext } from 'react';
import type { Connection } from '../api/connection.js';
import type { Session } from '../api/session.js';

/** What every page works with once somebody has signed in. */
export interface SignedIn {
  readonly session: Session;
  /** Calls are for the Region that is looked at. */
  readonly connection: Connection;
  readonly region: string;
  /** Ends the session at the hub; throws Failure if the hub does not hear of it. */
  signOut(): Promise<void>;
}

export const SessionContext = createContext<SignedIn | undefined>(undefined);

/** For components inside the shell: there is always somebody signed in there. */
export function useSession(): SignedIn {
  const signedIn = useContext(SessionContext);
  if (signedIn === undefined) throw new Error('nobody is signed in');
  return signedIn;
}
