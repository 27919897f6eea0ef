import FormField from '@cloudscape-design/components/form-field';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { Loaded } from '../components/Loaded.js';
import { useChanges } from '../data/changes.js';
import { useHub } from '../data/useHub.js';
import { hrefTo, navigate, usePlace } from '../router/location.js';
import { useSession } from '../session/context.js';
import { strings } from '../strings.js';
import { visible } from '../text.js';
import { KeysTable } from './KeysTable.js';
import { UsersTable } from './UsersTable.js';
import { useAdmin } from './useAdmin.js';

/** Who may do what in an account: its users, their policies and their keys. */
export function UsersTab() {
  const admin = useAdmin();
  const { session } = useSession();
  const account = usePlace().query.get('account') ?? session.account;
  const accounts = useHub('accounts', (_, signal) => admin.accounts(signal), useChanges('accounts'));
  return (
    <Loaded query={accounts}>
      {(all) => {
        const options = all.map(({ id, name }) => ({ value: id, label: `${id} · ${visible(name)}` }));
        return (
          <SpaceBetween size="l">
            <FormField label={strings.attributes.AwsAccountId}>
              <Select
                options={options}
                filteringType="auto"
                selectedOption={options.find(({ value }) => value === account) ?? null}
                onChange={({ detail }) =>
                  navigate(hrefTo('/settings', { tab: 'users', account: detail.selectedOption.value ?? '' }))
                }
              />
            </FormField>
            <UsersTable account={account} />
            <KeysTable account={account} />
          </SpaceBetween>
        );
      }}
    </Loaded>
  );
}
