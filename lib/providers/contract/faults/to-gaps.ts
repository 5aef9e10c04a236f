import type { Completeness, Gap } from '@/lib/domain/provider-fault';
import type { ProviderError } from '../provider-error';

/** Faults as gaps of one place, one for each operation and code however often it failed. */
export function toGaps(faults: readonly ProviderError[], where: Pick<Gap, 'account' | 'region' | 'subject'>): Gap[] {
  const groups = new Map<string, { fault: ProviderError; count: number }>();
  for (const fault of faults) {
    const key = [fault.kind, fault.operation, fault.code].join(' ');
    const group = groups.get(key);
    if (group) group.count += 1;
    else groups.set(key, { fault, count: 1 });
  }
  return [...groups.values()].map(({ fault, count }) => {
    const gap = fault.toGap(where);
    return count === 1 ? gap : { ...gap, message: `${gap.message} (${count} times)` };
  });
}

/** Complete where there is no gap. */
export function toCompleteness(gaps: readonly Gap[]): Completeness {
  const [first, ...rest] = gaps;
  return first === undefined ? { complete: true } : { complete: false, gaps: [first, ...rest] };
}
