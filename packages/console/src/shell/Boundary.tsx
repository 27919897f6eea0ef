import { Component, type ReactNode } from 'react';
import { failureOf } from '../api/failure.js';
import { ErrorBox } from '../components/ErrorBox.js';

/** Keeps a fault in one part of a page from taking the others along; a part that cannot be loaded is one, too. */
export class Boundary extends Component<{ children: ReactNode }, { error: unknown }> {
  override state = { error: undefined };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override render() {
    if (this.state.error === undefined) return this.props.children;
    return <ErrorBox failure={failureOf(this.state.error)} retry={() => window.location.reload()} />;
  }
}
