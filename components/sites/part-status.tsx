import { Missing } from '@/components/ui/missing';
import { StatusMark } from '@/components/ui/status-mark';
import type { SiteStanding } from '@/lib/api/contracts/site-pages';

type Part = Pick<SiteStanding['parts'][number], 'presence' | 'status'>;

/** How a part stands; that there is none only where every listing that could tell of it ended. */
export function PartStatus({ part: { presence, status } }: { part: Part }) {
  if (presence === 'none' || status === null)
    return <Missing reason="There is none: every source that could list it was read" />;
  return <StatusMark tone={status} word={presence === 'untold' ? 'Unknown, not told' : undefined} />;
}
