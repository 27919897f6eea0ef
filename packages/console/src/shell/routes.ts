import { type ComponentType, type LazyExoticComponent, lazy } from 'react';

interface Part {
  readonly Content: LazyExoticComponent<ComponentType>;
  load(): Promise<unknown>;
}

const part = (load: () => Promise<{ default: ComponentType }>): Part => ({ Content: lazy(load), load });

interface Route {
  readonly path: string;
  /** The entry of the navigation that it belongs to. */
  readonly section: string;
  readonly page: Part;
  /** Parameters of the address that make it a page about something else, of which nothing is kept. */
  readonly about?: readonly string[];
  /** What can be open beside the page, and the parameter of the address that says that it is. */
  readonly panel?: { readonly parameter: string; readonly content: Part };
}

/** Pages are loaded when they are gone to. */
const ROUTES: readonly Route[] = [
  { path: '/', section: '/', page: part(() => import('../pages/Overview.js')) },
  {
    path: '/findings',
    section: '/findings',
    page: part(() => import('../pages/Findings.js')),
    panel: { parameter: 'finding', content: part(() => import('../pages/FindingPanel.js')) },
  },
  {
    path: '/finding',
    section: '/findings',
    page: part(() => import('../pages/Finding.js')),
    about: ['finding', 'of'],
  },
  { path: '/insights', section: '/insights', page: part(() => import('../pages/Insights.js')) },
  {
    path: '/insights/results',
    section: '/insights',
    page: part(() => import('../pages/InsightResults.js')),
    about: ['arn'],
  },
  {
    path: '/insights/edit',
    section: '/insights',
    page: part(() => import('../pages/InsightEditor.js')),
    about: ['arn'],
  },
  { path: '/automation', section: '/automation', page: part(() => import('../pages/Automation.js')) },
  {
    path: '/automation/rule',
    section: '/automation',
    page: part(() => import('../pages/RuleEditor.js')),
    about: ['arn'],
  },
  {
    path: '/events',
    section: '/events',
    page: part(() => import('../pages/Events.js')),
    panel: { parameter: 'delivery', content: part(() => import('../pages/DeliveryPanel.js')) },
  },
  {
    path: '/events/rule',
    section: '/events',
    page: part(() => import('../pages/EventRule.js')),
    about: ['id'],
  },
  {
    path: '/products',
    section: '/products',
    page: part(() => import('../pages/Products.js')),
    panel: { parameter: 'product', content: part(() => import('../pages/ProductPanel.js')) },
  },
  { path: '/settings', section: '/settings', page: part(() => import('../pages/Settings.js')) },
];

const NOT_FOUND: Route = {
  path: '',
  section: '',
  page: part(() => import('../pages/NotFound.js')),
};

export const routeAt = (path: string): Route => ROUTES.find((one) => one.path === path) ?? NOT_FOUND;

/** Loads a page that will be gone to. If that fails, it is tried again, and told, when it is. */
export function loadAhead(path: string): void {
  routeAt(path)
    .page.load()
    .catch(() => undefined);
}
