import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { type SyntheticEvent, useEffect, useState } from 'react';
import { type Failure, failureOf } from '../api/failure.js';
import { type Session, signIn } from '../api/session.js';
import { ErrorBox } from '../components/ErrorBox.js';
import { usePlace } from '../router/location.js';
import { loadAhead } from '../shell/routes.js';
import { strings } from '../strings.js';

interface Props {
  onSignedIn: (session: Session) => void;
  ended: 'expired' | 'signedOut' | undefined;
}

/** Asks for an access key pair. The secret goes to the hub once and is kept nowhere here. */
export function SignIn({ onSignedIn, ended }: Props) {
  const [accessKeyId, setAccessKeyId] = useState('');
  const [secret, setSecret] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const text = strings.signIn;

  // While the key is being typed, so that nobody waits for it afterwards.
  const { path } = usePlace();
  useEffect(() => loadAhead(path), [path]);

  const submit = async (event: SyntheticEvent) => {
    event.preventDefault();
    if (busy || accessKeyId === '' || secret === '') return;
    setBusy(true);
    setFailure(undefined);
    try {
      onSignedIn(await signIn(accessKeyId.trim(), secret.trim()));
    } catch (error) {
      setSecret('');
      setFailure(failureOf(error));
      setBusy(false);
    }
  };

  return (
    <main className="sign-in">
      <title>{text.title}</title>
      <form onSubmit={submit}>
        <Container header={<Header variant="h1">{text.title}</Header>}>
          <SpaceBetween size="l">
            {ended !== undefined && failure === undefined && (
              <Alert type="info">{ended === 'expired' ? text.expired : text.signedOut}</Alert>
            )}
            {failure !== undefined && <SignInFailure failure={failure} />}
            <FormField label={text.accessKeyId}>
              <Input
                value={accessKeyId}
                onChange={({ detail }) => setAccessKeyId(detail.value)}
                autoComplete="username"
                spellcheck={false}
                autoFocus
                name="access-key-id"
              />
            </FormField>
            <FormField label={text.secretAccessKey}>
              <Input
                value={secret}
                onChange={({ detail }) => setSecret(detail.value)}
                type="password"
                autoComplete="current-password"
                name="secret-access-key"
              />
            </FormField>
            <Button variant="primary" fullWidth loading={busy} disabled={accessKeyId === '' || secret === ''}>
              {text.submit}
            </Button>
            <Box color="text-body-secondary" fontSize="body-s">
              {text.hint}
            </Box>
          </SpaceBetween>
        </Container>
      </form>
    </main>
  );
}

function SignInFailure({ failure }: { failure: Failure }) {
  if (failure.status !== 403) return <ErrorBox failure={failure} />;
  return <Alert type="error">{strings.signIn.refused}</Alert>;
}
