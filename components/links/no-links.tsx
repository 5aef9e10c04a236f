import { Cable } from 'lucide-react';
import { isWhole } from '@/components/sources/judge-source';
import { EmptyState, NoMatchState } from '@/components/ui/panel-states';
import type { Source } from '@/lib/api/contracts/sources';
import { formatQuantity } from '@/lib/format/format-number';

export interface NoLinksProps {
  /** Those that list links, of what was answered. */
  sources: readonly Source[];
  filters: number;
  onClear: () => void;
}

/** Why there are no links: an absence is told as one only where every source was read. */
export function NoLinks({ sources, filters, onClear }: NoLinksProps) {
  if (filters > 0)
    return <NoMatchState title={`No links match ${formatQuantity(filters, 'filter')}`} onClear={onClear} />;
  if (sources.length === 0)
    return (
      <EmptyState title="No provider with links is connected yet" icon={Cable}>
        Connect AWS, Google Cloud, Azure or F5 Distributed Cloud.
      </EmptyState>
    );
  if (!sources.every(isWhole))
    return (
      <EmptyState title="Not known: sources are missing" icon={Cable}>
        None could be read, which does not mean that there is none.
      </EmptyState>
    );
  return (
    <EmptyState title="There are no links" icon={Cable}>
      Every source was read wholly and recently.
    </EmptyState>
  );
}
