import { AsOf } from '@/components/time/as-of';
import { Instant } from '@/components/time/instant';
import { Missing } from '@/components/ui/missing';
import { StaleMark } from '@/components/ui/stale-mark';
import { StatusMark } from '@/components/ui/status-mark';
import type { Source } from '@/lib/api/contracts/sources';

/** When a source was last read, and how much that is still worth. */
export function SourceAge({ source }: { source: Source | null }) {
  if (source?.lastReadAt == null) return <Missing reason="Never read yet" />;
  switch (source.freshness) {
    case 'fresh':
    case 'never':
      return <Instant at={source.lastReadAt} as="both" />;
    case 'stale':
      return (
        <StaleMark className="text-table">
          <AsOf at={source.lastReadAt} />
        </StaleMark>
      );
    case 'expired':
      return (
        <span className="flex flex-wrap items-center gap-x-2">
          <StatusMark tone="unknown" word="Too old to count" />
          <AsOf at={source.lastReadAt} className="text-muted" />
        </span>
      );
  }
}
