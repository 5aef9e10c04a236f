'use client';
import type { ReactNode } from 'react';
import { DeniedState } from '@/components/query-view/denied-state';
import { usePermissions } from '@/components/shell/use-me';
import { Button } from '@/components/ui/button';
import { EmptyState, FailedState, Notice } from '@/components/ui/panel-states';
import { SkeletonRows } from '@/components/ui/skeleton';
import { useHeldLoading } from '@/components/ui/use-held-loading';
import type { Permission } from '@/lib/domain/access';
import { toApiProblem } from '@/lib/queries/api-problem';
import { isGone } from '@/lib/queries/refetch-interval';
import { Instant } from '../time/instant';

/** The part of a react-query result a view needs; infinite queries have it too. */
export interface ViewedQuery<T> {
  data: T | undefined;
  error: unknown;
  /** When the data came, in milliseconds since the epoch; 0 when it never did. */
  dataUpdatedAt: number;
  isFetching: boolean;
  refetch: () => unknown;
}

export interface QueryViewProps<T> {
  query: ViewedQuery<T>;
  /** What is shown, as the start of a sentence, e.g. `Connections`. */
  subject: string;
  /** The permission that reading it takes, e.g. `connections:read`. */
  needs: Permission;
  /** The shape of what is to come; lines of a list when absent. */
  skeleton?: ReactNode;
  children: (data: T) => ReactNode;
}

/** Loading, denied, gone, failed or ready. A failed refresh keeps the last good data and says how old it is. */
export function QueryView<T>({ query, subject, needs, skeleton, children }: QueryViewProps<T>) {
  const { data, error, dataUpdatedAt, isFetching, refetch } = query;
  const problem = error ? toApiProblem(error) : null;
  const isHeld = useHeldLoading(data === undefined && problem === null);
  const permissions = usePermissions();

  if (permissions !== undefined && !permissions.includes(needs)) return <DeniedState needs={needs} />;
  if (isHeld) return skeleton ?? <SkeletonRows label={`Loading ${subject.toLowerCase()}`} />;
  if (problem?.isDenied) return <DeniedState needs={needs} />;
  if (data === undefined) {
    if (problem === null) return null;
    if (isGone(problem)) {
      return (
        <EmptyState title={`No such ${subject.toLowerCase()}`}>
          {problem.message} It is gone, was never there, or lies outside what you may see.
        </EmptyState>
      );
    }
    return (
      <FailedState
        title={`${subject} could not be loaded`}
        cause={problem.message}
        onRetry={() => refetch()}
        isRetrying={isFetching}
        reference={problem.requestId}
      />
    );
  }
  return (
    <>
      {problem === null ? null : isGone(problem) ? (
        <Notice tone="warning">
          {problem.message} It is gone, or no longer within what you may see. Shown as of{' '}
          <Instant at={new Date(dataUpdatedAt).toISOString()} as="both" />.
        </Notice>
      ) : (
        <Notice
          tone="warning"
          action={
            <Button size="compact" isPending={isFetching} onClick={() => refetch()}>
              Retry
            </Button>
          }
        >
          Not refreshed: {problem.message} Shown as of <Instant at={new Date(dataUpdatedAt).toISOString()} as="both" />.
        </Notice>
      )}
      {children(data)}
    </>
  );
}
