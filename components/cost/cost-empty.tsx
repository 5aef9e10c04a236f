'use client';
import { Receipt } from 'lucide-react';
import Link from 'next/link';
import { useMay } from '@/components/shell/use-me';
import { Button } from '@/components/ui/button';
import { EmptyState, NoMatchState } from '@/components/ui/panel-states';
import { TextLink } from '@/components/ui/text-link';
import type { CostSource } from '@/lib/api/contracts/cost';
import { formatQuantity } from '@/lib/format/format-number';
import { listIncomplete } from './say-complete';

export interface CostEmptyProps {
  sources: readonly CostSource[];
  filterCount: number;
  onClear: () => void;
}

/** Why there is no cost to tell, and what to do about it. */
export function CostEmpty({ sources, filterCount, onClear }: CostEmptyProps) {
  const mayConnect = useMay('connections:write');
  const incomplete = listIncomplete(sources);
  if (filterCount > 0)
    return (
      <NoMatchState title={`No costs match ${formatQuantity(filterCount, 'filter')}`} onClear={onClear}>
        {incomplete.length === 0 ? null : (
          <p>Some may exist all the same: {incomplete.map(({ title }) => title).join(', ')} incomplete.</p>
        )}
      </NoMatchState>
    );
  if (sources.every(({ deliveredAt }) => deliveredAt === null))
    return (
      <EmptyState
        title="No bills yet"
        icon={Receipt}
        action={
          mayConnect ? (
            <Button asChild variant="primary">
              <Link href="/connections/new">Connect a provider</Link>
            </Button>
          ) : null
        }
      >
        {sources.length === 0 ? (
          <p>
            Bills come from connections that read costs.
            {mayConnect ? null : ' An operator or an administrator can connect one.'}
          </p>
        ) : (
          <p>{sources.map(({ title }) => title).join(', ')} delivered nothing that counts yet.</p>
        )}
        <p className="mt-1">
          A file in FOCUS form can be uploaded under <TextLink href="/cost/bills">Bills</TextLink>, or brought in on the
          server: <code>millwright cost import bill.csv</code>
        </p>
      </EmptyState>
    );
  if (incomplete.length > 0)
    return (
      <EmptyState title="Not known: deliveries are missing">
        Nothing is told of these days, which does not mean that they cost nothing.
      </EmptyState>
    );
  return (
    <EmptyState title="No costs in this range">Every source is complete, and tells no row of these days.</EmptyState>
  );
}
