import { type ComponentType, type LazyExoticComponent, lazy } from 'react';

type Part = LazyExoticComponent<ComponentType>;

export interface Route {
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
export const ROUTES: readonly Route[] = [
  { path: '/', section: '/', page: lazy(() => import('../pages/Overview.js')) },
  {
    path: '/findings',
    section: '/findings',
    page: lazy(() => import('../pages/Findings.js')),
    panel: { parameter: 'finding', content: lazy(() => import('../pages/FindingPanel.js')) },
  },
  {
    path: '/finding',
    section: '/findings',
    page: lazy(() => import('../pages/Finding.js')),
    about: ['finding', 'of'],
  },
  { path: '/insights', section: '/insights', page: lazy(() => import('../pages/Insights.js')) },
  {
    path: '/insights/results',
    section: '/insights',
    page: lazy(() => import('../pages/InsightResults.js')),
    about: ['arn'],
  },
  {
    path: '/insights/edit',
    section: '/insights',
    page: lazy(() => import('../pages/InsightEditor.js')),
    about: ['arn'],
  },
  { path: '/automation', section: '/automation', page: lazy(() => import('../pages/Automation.js')) },
  {
    path: '/automation/rule',
    section: '/automation',
    page: lazy(() => import('../pages/RuleEditor.js')),
    about: ['arn'],
  },
  {
    path: '/products',
    section: '/products',
    page: lazy(() => import('../pages/Products.js')),
    panel: { parameter: 'product', content: lazy(() => import('../pages/ProductPanel.js')) },
  },
  { path: '/settings', section: '/settings', page: lazy(() => import('../pages/Settings.js')) },
];

export const NOT_FOUND: Route = {
  path: '',
  section: '',
  page: lazy(() => import('../pages/NotFound.js')),
};
