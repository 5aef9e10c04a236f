import type { ReactNode } from 'react';
import { Button } from './button';

export interface KeysetFooterProps {
  /** How many are shown of how many, e.g. `50 of at least 1,204 entries`. */
  summary: ReactNode;
  hasMore: boolean;
  isLoadingMore: boolean;
  onLoadMore: () => void;
  /** Why the last page could not be loaded; null when it could. */
  fault?: string | null;
}

/** The foot of a list that pages by cursor: how much is shown, and a button for more. */
export function KeysetFooter({ summary, hasMore, isLoadingMore, onLoadMore, fault = null }: KeysetFooterProps) {
  return (
    <div className="flex min-h-10 flex-wrap items-center gap-3 px-4 py-1 text-meta text-muted">
      <span role="status">{summary}</span>
      {fault === null ? null : (
        <span role="alert" className="text-critical">
          {fault}
        </span>
      )}
      {hasMore ? (
        <Button size="compact" className="ml-auto" onClick={onLoadMore} isPending={isLoadingMore}>
          {fault === null ? 'Load more' : 'Retry'}
        </Button>
      ) : null}
    </div>
  );
}
