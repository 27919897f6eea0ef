import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import { describeHub } from '../api/hub.js';
import { Fields } from '../components/Fields.js';
import { Loaded } from '../components/Loaded.js';
import { Inert } from '../components/Text.js';
import { Time } from '../components/Time.js';
import { useHub } from '../data/useHub.js';
import { useSession } from '../session/context.js';
import { strings } from '../strings.js';

/** Which hub this is, and who one is there. */
export function HubTab() {
  const { session, region } = useSession();
  const hub = useHub('hub', describeHub);
  const text = strings.settings.hub;
  return (
    <Container header={<Header>{text.title}</Header>}>
      <Loaded query={hub}>
        {({ arn, subscribedAt }) => (
          <Fields
            columns={2}
            items={[
              [strings.attributes.AwsAccountId, session.account],
              [strings.attributes.Region, region],
              [text.arn, <Inert key="arn">{arn}</Inert>],
              [text.since, <Time key="since">{subscribedAt}</Time>],
              [text.you, <Inert key="you">{session.arn}</Inert>],
              [text.endpoint, window.location.origin],
            ]}
          />
        )}
      </Loaded>
    </Container>
  );
}
