import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { failureOf } from '../api/failure.js';
import { deleteView, listViews, type SavedView, updateView } from '../api/views.js';
import { changed, useChanges } from '../data/changes.js';
import { useHub } from '../data/useHub.js';
import { useSession } from '../session/context.js';
import { notify } from '../shell/notices.js';
import { strings } from '../strings.js';
import { visible } from '../text.js';
import { SaveViewDialog } from './SaveViewDialog.js';

interface Props {
  /** The view that the list began with. */
  selected: string | undefined;
  /** What would be saved now. */
  query: string;
  /** What is seen is the usual list. */
  isUsual: boolean;
  /** Shows a view; undefined: the usual list. */
  onSelect: (view: SavedView | undefined) => void;
}

/** The saved views: to choose one, to save what is seen, to change or delete what was saved. */
export function ViewsMenu({ selected, query, isUsual, onSelect }: Props) {
  const { connection, session } = useSession();
  const views = useHub('views', listViews, useChanges('views'));
  const [saving, setSaving] = useState(false);
  const text = strings.views;
  const current = views.data?.find(({ id }) => id === selected);
  const isModified = current !== undefined && current.query !== query;
  // The account's root may change those of others, too, as people leave.
  const isMine = current !== undefined && (current.own || session.userName === 'root');

  const usual = { value: '', label: text.usual };
  const options = [
    usual,
    ...(views.data ?? []).map((view) => ({
      value: view.id,
      label: visible(view.name),
      ...(view.shared && { labelTag: view.own ? text.shared : text.sharedBy(visible(view.owner)) }),
    })),
  ];
  const none = { value: 'none', label: text.none };
  const chosen =
    current === undefined ? (isUsual ? usual : none) : options.find(({ value }) => value === current.id);

  const act = async (work: () => Promise<void>, message: string) => {
    try {
      await work();
      changed('views');
      notify('success', message);
    } catch (error) {
      notify('error', text.failed(failureOf(error).message));
    }
  };
  const onAction = (id: string) => {
    if (id === 'save-as') setSaving(true);
    if (current === undefined) return;
    if (id === 'save') act(() => updateView(connection, { ...current, query }), text.saved(current.name));
    if (id === 'share') {
      const shared = !current.shared;
      act(() => updateView(connection, { ...current, shared }), text.saved(current.name));
    }
    if (id === 'delete') {
      act(() => deleteView(connection, current.id), text.deleted(current.name)).then(() =>
        onSelect(undefined),
      );
    }
  };

  return (
    <SpaceBetween direction="horizontal" size="xs" alignItems="center">
      <Select
        ariaLabel={text.label}
        inlineLabelText={isModified ? text.modified : text.label}
        options={options}
        selectedOption={chosen ?? none}
        statusType={views.failure ? 'error' : views.loading ? 'loading' : 'finished'}
        errorText={views.failure?.message ?? ''}
        recoveryText={strings.errors.retry}
        onLoadItems={() => views.failure && views.reload()}
        onChange={({ detail }) => onSelect(views.data?.find(({ id }) => id === detail.selectedOption.value))}
      />
      <ButtonDropdown
        ariaLabel={text.actions}
        items={[
          { id: 'save-as', text: text.saveAs },
          { id: 'save', text: text.save, disabled: !isModified || !isMine },
          {
            id: 'share',
            text: current?.shared ? text.unshare : text.share,
            disabled: !isMine,
          },
          { id: 'delete', text: text.delete, disabled: !isMine },
        ]}
        onItemClick={({ detail }) => onAction(detail.id)}
      >
        {text.actions}
      </ButtonDropdown>
      {saving && (
        <SaveViewDialog
          query={query}
          onClose={() => setSaving(false)}
          onSaved={(view) => {
            setSaving(false);
            onSelect(view);
          }}
        />
      )}
    </SpaceBetween>
  );
}
