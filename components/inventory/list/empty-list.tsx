'use client';
import { PlugZap } from 'lucide-react';
import Link from 'next/link';
import { useMay } from '@/components/shell/use-me';
import { useMissingSources } from '@/components/sources/use-missing-sources';
import { Button } from '@/components/ui/button';
import { EmptyState, NoMatchState } from '@/components/ui/panel-states';
import type { Source } from '@/lib/api/contracts/sources';
import { formatQuantity } from '@/lib/format/format-number';
import { judgeEmpty } from '../judge-empty';

export interface EmptyListProps {
  sources: readonly Source[];
  filterCount: number;
  isGone: boolean;
  onClear: () => void;
}

/** Why there are no rows, and what to do about it. */
export function EmptyList({ sources, filterCount, isGone, onClear }: EmptyListProps) {
  const mayConnect = useMay('connections:write');
  const missing = useMissingSources(sources);
  switch (judgeEmpty(sources, filterCount)) {
    case 'never-connected':
      return (
        <EmptyState
          title="No provider is connected yet"
          icon={PlugZap}
          action={
            mayConnect ? (
              <Button asChild variant="primary">
                <Link href="/connections/new">Connect a provider</Link>
              </Button>
            ) : null
          }
        >
          Resources appear here once a provider has been read.
          {mayConnect ? null : ' An operator or an administrator can connect one.'}
        </EmptyState>
      );
    case 'no-source':
      return (
        <NoMatchState title={`No resources match ${formatQuantity(filterCount, 'filter')}`} onClear={onClear}>
          <p>No connected provider can have what they ask for.</p>
        </NoMatchState>
      );
    case 'first-read':
      return <EmptyState title="The first read is on its way">Rows appear here as soon as it has come in.</EmptyState>;
    case 'no-match':
      return (
        <NoMatchState title={`No resources match ${formatQuantity(filterCount, 'filter')}`} onClear={onClear}>
          {missing === null ? null : <p>Some may exist all the same. {missing}.</p>}
        </NoMatchState>
      );
    case 'unreadable':
      return (
        <EmptyState title="Not known: sources are missing">
          {isGone ? 'None is known to have gone' : 'None could be read'}, which does not mean that there is none.{' '}
          {missing}.
        </EmptyState>
      );
    case 'empty':
      return (
        <EmptyState title={isGone ? 'Nothing has gone in the last 30 days' : 'There are no resources'}>
          Every source was read wholly and recently.
        </EmptyState>
      );
  }
}
