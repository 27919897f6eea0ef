import AppLayout from '@cloudscape-design/components/app-layout';
import Flashbar from '@cloudscape-design/components/flashbar';
import SideNavigation from '@cloudscape-design/components/side-navigation';
import { memo, Suspense, useEffect, useEffectEvent, useRef, useState } from 'react';
import { Loading } from '../components/Loading.js';
import { currentPlace, follow, hrefTo, navigate, type Place, usePlacePart } from '../router/location.js';
import { useSession } from '../session/context.js';
import { strings } from '../strings.js';
import { Boundary } from './Boundary.js';
import { useNotices } from './notices.js';
import { routeAt } from './routes.js';
import { TopBar } from './TopBar.js';

const SECTIONS: readonly { path: string; text: string }[] = [
  { path: '/', text: strings.navigation.overview },
  { path: '/findings', text: strings.navigation.findings },
  { path: '/insights', text: strings.navigation.insights },
  { path: '/automation', text: strings.navigation.automation },
  { path: '/events', text: strings.navigation.events },
  { path: '/products', text: strings.navigation.products },
  { path: '/settings', text: strings.navigation.settings },
];

/** Wide enough for the parts of a finding beside each other, where the screen is. */
const PANEL_WIDTH = 560;
const WIDE_ENOUGH_FOR_ALL = 1500;

/** The frame of all pages: what is at the address, and what is open beside it. */
export function Shell() {
  const path = usePlacePart((place) => place.path);
  const { page, section, panel } = routeAt(path);
  // Of the rest of the address, only what makes it another page or opens another panel: a filter changes neither.
  const about = usePlacePart(aboutOf);
  const opened = usePlacePart(panelOf);
  const notices = useNotices();
  const [navigationOpen, setNavigationOpen] = useState(window.innerWidth > 1200);
  const [panelSize, setPanelSize] = useState(PANEL_WIDTH);
  const content = useFocusOnArrival(path);
  const Page = page.Content;
  const Panel = opened === '' ? undefined : panel?.content.Content;

  useTuckedAway(Panel !== undefined, navigationOpen, setNavigationOpen);

  const closePanel = () => {
    const rest = new URLSearchParams(currentPlace().query);
    for (const name of [panel?.parameter ?? '', 'of', 'tab']) rest.delete(name);
    navigate(hrefTo(path, rest));
  };

  return (
    <>
      <TopBar />
      <AppLayout
        headerSelector="#top"
        toolsHide
        navigationWidth={220}
        navigationOpen={navigationOpen}
        onNavigationChange={({ detail }) => setNavigationOpen(detail.open)}
        navigation={<Navigation section={section} />}
        notifications={<Flashbar items={notices} stackItems />}
        content={
          <div ref={content} tabIndex={-1} className="page">
            <Boundary key={about}>
              <Suspense fallback={<Loading />}>
                <Page />
              </Suspense>
            </Boundary>
          </div>
        }
        splitPanelOpen={Panel !== undefined}
        onSplitPanelToggle={({ detail }) => !detail.open && closePanel()}
        splitPanelSize={panelSize}
        onSplitPanelResize={({ detail }) => setPanelSize(detail.size)}
        splitPanelPreferences={{ position: 'side' }}
        splitPanel={
          Panel && (
            <Boundary key={opened}>
              <Suspense>
                <Panel />
              </Suspense>
            </Boundary>
          )
        }
      />
    </>
  );
}

/** On a small screen the navigation makes room for what is opened beside a list, and comes back after it. */
function useTuckedAway(hasPanel: boolean, isOpen: boolean, open: (isOpen: boolean) => void) {
  const tucked = useRef(false);
  const apply = useEffectEvent(() => {
    if (hasPanel && isOpen && window.innerWidth < WIDE_ENOUGH_FOR_ALL) {
      tucked.current = true;
      open(false);
    } else if (!hasPanel && tucked.current) {
      tucked.current = false;
      open(true);
    }
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the panel opens or closes
  useEffect(() => apply(), [hasPanel]);
}

/** Whoever cannot see that a page has changed is taken to its beginning; not at the first one, where the browser is. */
function useFocusOnArrival(path: string) {
  const content = useRef<HTMLDivElement>(null);
  const arrived = useRef(path);
  useEffect(() => {
    if (arrived.current === path) return;
    arrived.current = path;
    content.current?.focus();
  }, [path]);
  return content;
}

/** The ways to all pages, in the Region that is looked at. */
const Navigation = memo(function Navigation({ section }: { section: string }) {
  // The Region is a part of every address, and a new one is a new session context.
  useSession();
  return (
    <SideNavigation
      activeHref={hrefTo(section)}
      items={SECTIONS.map(({ path: to, text }) => ({ type: 'link', text, href: hrefTo(to) }))}
      onFollow={follow}
    />
  );
});

/** What an address is about: a page that is about something else is a new one. */
function aboutOf({ path, query }: Place): string {
  const { about = [] } = routeAt(path);
  return [path, ...about.map((name) => query.get(name))].join(' ');
}

/** What is open beside the page; empty for nothing. */
function panelOf({ path, query }: Place): string {
  const { panel } = routeAt(path);
  return panel === undefined ? '' : (query.get(panel.parameter) ?? '');
}
