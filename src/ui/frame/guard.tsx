import { Component, type ErrorInfo, type ReactNode } from 'react';
import { t } from '../messages/index.ts';
import { Button } from '../parts/button.tsx';
import { Empty } from '../parts/empty.tsx';

/** Keeps a failure inside the pane where it happened; the rest of the window goes on. */
export class Guard extends Component<{ readonly children: ReactNode }, { readonly error: Error | null }> {
  override state: { readonly error: Error | null } = { error: null };

  static getDerivedStateFromError(error: Error): { readonly error: Error } {
    return { error };
  }

  override componentDidCatch(error: Error, info: ErrorInfo): void {
    console.error(error, info.componentStack);
  }

  override render(): ReactNode {
    if (!this.state.error) return this.props.children;
    return (
      <Empty
        icon="triangle-alert"
        title={t('frame.failed')}
        actions={<Button onClick={() => this.setState({ error: null })}>{t('frame.tryAgain')}</Button>}
      >
        {this.state.error.message}
      </Empty>
    );
  }
}
