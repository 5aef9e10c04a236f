'use client';
import { PlugZap } from 'lucide-react';
import Link from 'next/link';
import { judgeEmpty } from '@/components/inventory/judge-empty';
import { useMay } from '@/components/shell/use-me';
import { useMissingSources } from '@/components/sources/use-missing-sources';
import { Button } from '@/components/ui/button';
import { EmptyState, NoMatchState } from '@/components/ui/panel-states';
import type { Source } from '@/lib/api/contracts/sources';
import { formatQuantity } from '@/lib/format/format-number';

export interface EmptyFleetProps {
  sources: readonly Source[];
  filterCount: number;
  onClear: () => void;
}

/** Why there is no GPU, and what to do about it. */
export function EmptyFleet({ sources, filterCount, onClear }: EmptyFleetProps) {
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
          GPUs appear here once a provider has been read.
          {mayConnect ? null : ' An operator or an administrator can connect one.'}
        </EmptyState>
      );
    case 'first-read':
      return <EmptyState title="The first read is on its way">GPUs appear here as soon as it has come in.</EmptyState>;
    case 'no-source':
    case 'no-match':
      return (
        <NoMatchState title={`No GPUs match ${formatQuantity(filterCount, 'filter')}`} onClear={onClear}>
          {missing === null ? null : <p>Some may exist all the same. {missing}.</p>}
        </NoMatchState>
      );
    case 'unreadable':
      return (
        <EmptyState title="Not known: sources are missing">
          No GPU could be read, which does not mean that there is none. {missing}.
        </EmptyState>
      );
    case 'empty':
      return <EmptyState title="There are no GPUs">Every source was read wholly and recently.</EmptyState>;
  }
}
