import Button from '@cloudscape-design/components/button';
import { useState } from 'react';
import { deleteRule, type RuleSummary } from '../api/rules.js';
import { ConfirmDialog } from '../components/ConfirmDialog.js';
import { changed } from '../data/changes.js';
import { useSession } from '../session/context.js';
import { strings } from '../strings.js';
import { clipped, visible } from '../text.js';

/** What can be done with a rule in the list besides opening it. */
export function RuleMenu({ rule }: { rule: RuleSummary }) {
  const { connection } = useSession();
  const [deleting, setDeleting] = useState(false);
  const name = visible(clipped(rule.name, 100));
  const text = strings.rules;
  return (
    <>
      <Button
        variant="icon"
        iconName="remove"
        ariaLabel={text.deleteOf(name)}
        onClick={() => setDeleting(true)}
      />
      {deleting && (
        <ConfirmDialog
          title={text.deleteTitle}
          message={text.deleteMessage(name)}
          confirmText={strings.common.delete}
          onClose={() => setDeleting(false)}
          onConfirm={async () => {
            await deleteRule(connection, rule.arn);
            changed('rules');
          }}
        />
      )}
    </>
  );
}
