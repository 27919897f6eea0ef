import CollectionPreferences from '@cloudscape-design/components/collection-preferences';
import { memo } from 'react';
import { ATTRIBUTES, type AttributeName, isAttributeName } from '../filter/attributes.js';
import { PAGE_SIZES, setPreferences, usePreferences } from '../shell/preferences.js';
import { strings } from '../strings.js';

interface Props {
  columns: readonly AttributeName[];
  onColumns: (columns: readonly AttributeName[]) => void;
}

/** Which columns, in which order, how dense, how many on a page. */
export const ListPreferences = memo(function ListPreferences({ columns, onColumns }: Props) {
  const { pageSize, wrapLines, compact } = usePreferences();
  const text = strings.findings.preferences;
  const others = ATTRIBUTES.filter(({ name }) => !columns.includes(name));
  return (
    <CollectionPreferences
      title={text.title}
      confirmLabel={text.confirm}
      cancelLabel={strings.common.cancel}
      preferences={{
        pageSize,
        wrapLines,
        contentDensity: compact ? 'compact' : 'comfortable',
        contentDisplay: [
          ...columns.map((id) => ({ id, visible: true })),
          ...others.map(({ name }) => ({ id: name, visible: false })),
        ],
      }}
      pageSizePreference={{
        title: text.pageSize,
        options: PAGE_SIZES.map((value) => ({ value, label: text.findings(value) })),
      }}
      wrapLinesPreference={{ label: text.wrapLines, description: text.wrapLinesHint }}
      contentDensityPreference={{ label: text.compact, description: text.compactHint }}
      contentDisplayPreference={{
        title: text.columns,
        enableColumnFiltering: true,
        options: ATTRIBUTES.map(({ name, label }) => ({
          id: name,
          label,
          alwaysVisible: name === 'Title',
        })),
      }}
      onConfirm={({ detail }) => {
        const chosen = (detail.contentDisplay ?? [])
          .filter(({ visible }) => visible)
          .map(({ id }) => id)
          .filter(isAttributeName);
        setPreferences({
          pageSize: detail.pageSize ?? pageSize,
          wrapLines: detail.wrapLines ?? wrapLines,
          compact: detail.contentDensity === 'compact',
          columns: chosen,
        });
        onColumns(chosen);
      }}
    />
  );
});
