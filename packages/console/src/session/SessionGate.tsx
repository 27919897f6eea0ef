import Box from '@cloudscape-design/components/box';
import Spinner from '@cloudscape-design/components/spinner';
import { type ReactNode, useCallback, useMemo, useState } from 'react';
import { Connection } from '../api/connection.js';
import { currentSession, type Session, signOut } from '../api/session.js';
import { ErrorBox } from '../components/ErrorBox.js';
import { useQuery } from '../data/useQuery.js';
import { usePlacePart } from '../router/location.js';
import { strings } from '../strings.js';
import { SessionContext, type SignedIn } from './context.js';
import { SignIn } from './SignIn.js';

/** Why nobody is signed in (any more). */
type Ended = 'expired' | 'signedOut' | undefined;

/** Shows the console to those who are signed in, and to others the way in; the address stays as it is meanwhile. */
export function SessionGate({ children }: { children: ReactNode }) {
  const found = useQuery('session', currentSession);
  /** Undefined: what the hub said at first holds; null: it holds no longer. */
  const [session, setSession] = useState<Session | null>();
  const [ended, setEnded] = useState<Ended>();
  const current = session === undefined ? found.data : (session ?? undefined);

  const enter = useCallback((entered: Session) => setSession(entered), []);
  const leave = useCallback((why: Ended) => {
    setSession(null);
    setEnded(why);
  }, []);

  if (current !== undefined) {
    return (
      <Entered session={current} leave={leave}>
        {children}
      </Entered>
    );
  }
  if (session === undefined && found.failure !== undefined) {
    return (
      <Box padding="xxl">
        <ErrorBox failure={found.failure} retry={found.reload} />
      </Box>
    );
  }
  if (session === undefined && found.loading) {
    return (
      <Box padding="xxl" textAlign="center">
        <Spinner size="large" />
        <Box variant="p">{strings.common.loading}</Box>
      </Box>
    );
  }
  return <SignIn onSignedIn={enter} ended={ended} />;
}

interface EnteredProps {
  session: Session;
  leave: (why: Ended) => void;
  children: ReactNode;
}

function Entered({ session, leave, children }: EnteredProps) {
  const region = usePlacePart(({ query }) => query.get('region') ?? '') || session.region;
  const signedIn = useMemo(
    (): SignedIn => ({
      session,
      region,
      connection: new Connection({ csrfToken: session.csrfToken, region }, () => leave('expired')),
      signOut: async () => {
        await signOut(session);
        leave('signedOut');
      },
    }),
    [session, region, leave],
  );
  return <SessionContext value={signedIn}>{children}</SessionContext>;
}
