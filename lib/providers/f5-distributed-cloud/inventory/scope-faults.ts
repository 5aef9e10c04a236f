import type { Completeness, Gap } from '@/lib/domain/provider-fault';
import type { ProviderError } from '../../contract/provider-error';

/** What could not be read of one scope, by what it leaves unknown. */
export interface ScopeFaults {
  /** Kept the listing from its end: there may be things that are not named. */
  listing: ProviderError[];
  /** Kept a detail from things that are named. */
  detail: ProviderError[];
}

/** Faults as gaps of one place, one for each operation and code however often it failed. */
export function toCompleteness(
  faults: readonly ProviderError[],
  where: Pick<Gap, 'account' | 'region' | 'subject'>,
): Completeness {
  const groups = new Map<string, { fault: ProviderError; count: number }>();
  for (const fault of faults) {
    const key = [fault.kind, fault.operation, fault.code].join(' ');
    const group = groups.get(key);
    if (group) group.count += 1;
    else groups.set(key, { fault, count: 1 });
  }
  const [first, ...rest] = [...groups.values()].map(({ fault, count }): Gap => {
    const gap = fault.toGap(where);
    return count === 1 ? gap : { ...gap, message: `${gap.message} (${count} times)` };
  });
  return first === undefined ? { complete: true } : { complete: false, gaps: [first, ...rest] };
}
