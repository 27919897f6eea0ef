import Box from '@cloudscape-design/components/box';
import { Loaded } from '../components/Loaded.js';
import { Page } from '../components/Page.js';
import { identifierIn } from '../finding/address.js';
import { FindingActions } from '../finding/FindingActions.js';
import { FindingTabs } from '../finding/FindingTabs.js';
import { useFinding } from '../finding/useFinding.js';
import { textAt } from '../json.js';
import { hrefTo, usePlace } from '../router/location.js';
import { strings } from '../strings.js';
import { clipped } from '../text.js';

/** A finding on a page of its own. */
export default function Finding() {
  const identifier = identifierIn(usePlace().query);
  const query = useFinding(identifier);
  const text = strings.finding;
  const title = textAt(query.data, 'Title') || (identifier?.Id ?? text.notFound);
  return (
    <Page
      title={clipped(title, 300)}
      trail={[{ text: strings.navigation.findings, href: hrefTo('/findings') }]}
      actions={query.data ? <FindingActions finding={query.data} /> : undefined}
    >
      {identifier === undefined ? (
        <Box>{text.notFound}</Box>
      ) : (
        <Loaded query={query}>
          {(finding) => (finding === null ? <Box>{text.notFound}</Box> : <FindingTabs finding={finding} />)}
        </Loaded>
      )}
    </Page>
  );
}
