import TopNavigation, { type TopNavigationProps } from '@cloudscape-design/components/top-navigation';
import { memo } from 'react';
import { failureOf } from '../api/failure.js';
import { currentPlace, follow, hrefTo, navigate } from '../router/location.js';
import { useSession } from '../session/context.js';
import { strings } from '../strings.js';
import { visible } from '../text.js';
import { notify } from './notices.js';
import { setPreferences, type Theme, usePreferences } from './preferences.js';

type Item = NonNullable<TopNavigationProps.MenuDropdownUtility['items']>[number];

const THEMES: readonly Theme[] = ['system', 'light', 'dark'];

/** Where one is, who one is, and how it looks. */
export const TopBar = memo(function TopBar() {
  const { session, region, signOut } = useSession();
  const { theme, compact } = usePreferences();
  const text = strings.topBar;

  const goToRegion = (id: string) => {
    const { path, query } = currentPlace();
    const next = new URLSearchParams(query);
    next.set('region', id);
    // What is open beside the page is in the other Region.
    for (const name of ['finding', 'of', 'product']) next.delete(name);
    navigate(hrefTo(path, next));
  };
  const choose = (id: string) => {
    const chosen = THEMES.find((one) => id === `theme-${one}`);
    if (chosen !== undefined) setPreferences({ theme: chosen });
    else if (id === 'compact') setPreferences({ compact: !compact });
    else if (id === 'sign-out') {
      signOut().catch((error: unknown) => notify('error', text.signOutFailed(failureOf(error).message)));
    }
  };

  const where = `${session.account} · ${region}`;
  const who = visible(session.userName);
  const regions: TopNavigationProps.MenuDropdownUtility = {
    type: 'menu-dropdown',
    text: where,
    ariaLabel: text.region(where),
    items: session.regions.map((id) => ({ id, text: id, disabled: id === region })),
    onItemClick: ({ detail }) => goToRegion(detail.id),
  };
  const person: TopNavigationProps.MenuDropdownUtility = {
    type: 'menu-dropdown',
    text: who,
    description: visible(session.arn),
    iconName: 'user-profile',
    ariaLabel: text.person(who),
    items: [
      {
        id: 'theme',
        text: text.theme,
        items: THEMES.map(
          (one): Item => ({
            id: `theme-${one}`,
            itemType: 'checkbox',
            checked: one === theme,
            text: text.themes[one],
          }),
        ),
      },
      { id: 'compact', itemType: 'checkbox', checked: compact, text: text.compact },
      { id: 'sign-out', text: text.signOut },
    ],
    onItemClick: ({ detail }) => choose(detail.id),
  };

  return (
    <div id="top">
      <TopNavigation
        identity={{ href: hrefTo('/'), title: strings.product, onFollow: follow }}
        utilities={[regions, person]}
      />
    </div>
  );
});
