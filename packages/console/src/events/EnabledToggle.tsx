import Toggle from '@cloudscape-design/components/toggle';
import { failureOf } from '../api/failure.js';
import { changed } from '../data/changes.js';
import { notify } from '../shell/notices.js';
import { strings } from '../strings.js';

interface EnabledToggleProps {
  /** To be read out: of what. */
  name: string;
  enabled: boolean;
  /** Asks the hub for it. */
  enable: (enabled: boolean) => Promise<unknown>;
}

/** Switches a rule or a sink on or off. Whatever the hub says to it, the lists then show what it has. */
export function EnabledToggle({ name, enabled, enable }: EnabledToggleProps) {
  return (
    <Toggle
      checked={enabled}
      ariaLabel={strings.events.enabledOf(name)}
      onChange={async ({ detail }) => {
        try {
          await enable(detail.checked);
        } catch (error) {
          notify('error', strings.events.notChanged(failureOf(error).message));
        }
        changed('events');
      }}
    />
  );
}
