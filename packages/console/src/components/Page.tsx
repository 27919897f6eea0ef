import BreadcrumbGroup from '@cloudscape-design/components/breadcrumb-group';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import { follow } from '../router/location.js';
import { strings } from '../strings.js';
import { visible } from '../text.js';

interface Props {
  title: string;
  description?: ReactNode;
  actions?: ReactNode;
  /** The pages above this one. */
  trail?: readonly { text: string; href: string }[];
  children: ReactNode;
}

/** What all pages have: a title, in the browser's tab as well, and what can be done on it. */
export function Page({ title, description, actions, trail, children }: Props) {
  return (
    <SpaceBetween size="l">
      <title>{`${visible(title)} · ${strings.product}`}</title>
      {trail !== undefined && (
        <BreadcrumbGroup items={[...trail, { text: visible(title), href: '#' }]} onFollow={follow} />
      )}
      <Header variant="h1" description={description} actions={actions}>
        {visible(title)}
      </Header>
      {children}
    </SpaceBetween>
  );
}
