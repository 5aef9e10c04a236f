import { isWhole } from '@/components/sources/judge-source';
import { StatusMark } from '@/components/ui/status-mark';
import type { Source } from '@/lib/api/contracts/sources';

/** Instead of an empty chart: that there is none, or that nobody can say. `what` is one of what is counted. */
export function NothingToDraw({ what, sources }: { what: string; sources: readonly Source[] }) {
  if (sources.every(isWhole)) return <p className="text-muted">There is no {what}.</p>;
  if (sources.every(({ freshness }) => freshness === 'never')) {
    return <StatusMark tone="unknown" word={`No ${what} has been read yet`} className="whitespace-normal!" />;
  }
  return (
    <StatusMark tone="unknown" word={`No ${what} is known of; sources are missing`} className="whitespace-normal!" />
  );
}
