import { Missing } from '@/components/ui/missing';
import type { Count } from '@/lib/api/contracts/paging';
import { formatCount } from '@/lib/format/format-count';

/** How many resources a connection brought. None found by an incomplete read is not zero, it is unknown. */
export function ResourceCount({ count }: { count: Count }) {
  if (count.value === 0 && count.atLeast) return <Missing reason="Not known: nothing was read completely yet" />;
  return formatCount(count);
}
