import type { Creation } from './definitions.js';

interface ViewKey {
  account: string;
  /** A UUID. */
  id: string;
}

/** A view of findings that somebody saved: how to ask for it is the client's, and never looked into. */
export interface ViewRow extends ViewKey {
  /** `root`, or the name of the user who saved it. */
  owner: string;
  name: string;
  query: string;
  /** Whether all of the account see it. */
  shared: boolean;
  createdAt: string;
  updatedAt: string;
}

type ViewChanges = Pick<ViewRow, 'updatedAt'> & Partial<Pick<ViewRow, 'name' | 'query' | 'shared'>>;

export interface ViewStore {
  /** All of an account, in the order in which they were saved. */
  listViews(account: string): Promise<ViewRow[]>;
  /** @param quota how many views an owner may have */
  createView(row: ViewRow, quota: number): Promise<Creation>;
  /** Changes what is given. False if it is not there. */
  updateView(key: ViewKey, changes: ViewChanges): Promise<boolean>;
  deleteView(key: ViewKey): Promise<boolean>;
  /** Removes what nobody sees any more once its owner is gone: the views that are not shared. */
  deletePrivateViews(account: string, owner: string): Promise<void>;
}
