import { useSyncExternalStore } from 'react';

/** Where the console lives on the hub. */
const BASE = '/console';
const MOVED = 'docket:moved';

export interface Place {
  /** Below the console's own path, with a leading slash. */
  readonly path: string;
  readonly query: URLSearchParams;
}

let known = { href: '', place: { path: '/', query: new URLSearchParams() } satisfies Place };

export function currentPlace(): Place {
  const { pathname, search } = window.location;
  const href = `${pathname}${search}`;
  if (href !== known.href) {
    const path = pathname.startsWith(BASE) ? pathname.slice(BASE.length).replace(/\/+$/, '') : '';
    known = { href, place: { path: path === '' ? '/' : path, query: new URLSearchParams(search) } };
  }
  return known.place;
}

function subscribe(changed: () => void): () => void {
  window.addEventListener('popstate', changed);
  window.addEventListener(MOVED, changed);
  return () => {
    window.removeEventListener('popstate', changed);
    window.removeEventListener(MOVED, changed);
  };
}

export const usePlace = (): Place => useSyncExternalStore(subscribe, currentPlace);

/** What a part of the page knows of the address: it is drawn again only when that changes. */
export const usePlacePart = <T extends string | boolean>(partOf: (place: Place) => T): T =>
  useSyncExternalStore(subscribe, () => partOf(currentPlace()));

/** Goes to a page of the console; with `replace`, the browser's way back does not lead here. */
export function navigate(href: string, options: { replace?: boolean } = {}): void {
  if (options.replace) window.history.replaceState(null, '', href);
  else window.history.pushState(null, '', href);
  window.dispatchEvent(new Event(MOVED));
}

/** The address of a page of the console. It stays in the Region that is looked at. */
export function hrefTo(path: string, query?: URLSearchParams | Readonly<Record<string, string>>): string {
  const search = new URLSearchParams(query);
  const region = currentPlace().query.get('region');
  if (region !== null && !search.has('region')) search.set('region', region);
  const text = search.toString();
  return `${BASE}${path}${text === '' ? '' : `?${text}`}`;
}

interface FollowEvent {
  readonly detail: { readonly href?: string | undefined; readonly external?: boolean | undefined };
  preventDefault(): void;
}

/** For `onFollow` of links: pages of the console are gone to without loading it again. */
export function follow(event: FollowEvent): void {
  const { href, external } = event.detail;
  if (external || href === undefined || !(href === BASE || href.startsWith(`${BASE}/`))) return;
  event.preventDefault();
  navigate(href);
}
