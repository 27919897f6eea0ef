import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import SplitPanel from '@cloudscape-design/components/split-panel';
import { Go } from '../components/Go.js';
import { Loaded } from '../components/Loaded.js';
import { findingHref, identifierIn } from '../finding/address.js';
import { FindingActions } from '../finding/FindingActions.js';
import { FindingTabs } from '../finding/FindingTabs.js';
import { useFinding } from '../finding/useFinding.js';
import { textAt } from '../json.js';
import { usePlace } from '../router/location.js';
import { strings } from '../strings.js';
import { clipped, visible } from '../text.js';

/** A finding beside the list. */
export default function FindingPanel() {
  const identifier = identifierIn(usePlace().query);
  const query = useFinding(identifier);
  const text = strings.finding;
  const title = textAt(query.data, 'Title') || (identifier?.Id ?? '');
  return (
    <SplitPanel header={visible(clipped(title, 200))} closeBehavior="hide" hidePreferencesButton>
      <Loaded query={query}>
        {(finding) =>
          finding === null || identifier === undefined ? (
            <Box>{text.notFound}</Box>
          ) : (
            <SpaceBetween size="m">
              <SpaceBetween direction="horizontal" size="m" alignItems="center">
                <FindingActions finding={finding} />
                <Go href={findingHref(identifier)}>{text.ownPage}</Go>
              </SpaceBetween>
              <FindingTabs finding={finding} />
            </SpaceBetween>
          )
        }
      </Loaded>
    </SplitPanel>
  );
}
