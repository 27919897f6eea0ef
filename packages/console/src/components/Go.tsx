import Link, { type LinkProps } from '@cloudscape-design/components/link';
import type { ReactNode } from 'react';
import { follow } from '../router/location.js';

interface Props {
  href: string;
  children: ReactNode;
  ariaLabel?: string;
  fontSize?: LinkProps.FontSize;
  variant?: LinkProps.Variant;
}

/** A link to a page of the console. */
export function Go({ href, children, ...rest }: Props) {
  return (
    <Link href={href} onFollow={follow} {...rest}>
      {children}
    </Link>
  );
}
