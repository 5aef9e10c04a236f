import type { Resource } from '@/lib/api/contracts/inventory';
import type { HealthStatus } from '@/lib/domain/status';
import { lifecycleWords } from '@/lib/format/resource-words';

/** How a resource's status shows. */
export interface RowStatus {
  tone: HealthStatus | 'neutral';
  word: string;
  /** More about it: the provider's own word, or what was known last; null when there is nothing to add. */
  hint: string | null;
}

/** A resource's status. Facts past their age say nothing: it is unknown, whatever was read last. */
export function toRowStatus(resource: Pick<Resource, 'status' | 'nativeStatus' | 'freshness'>): RowStatus {
  const last = lifecycleWords[resource.status];
  if (resource.freshness === 'expired') return { tone: 'unknown', word: 'Unknown', hint: `Last known: ${last.word}` };
  const own = resource.nativeStatus;
  const isSaid = own === null || own.toLowerCase() === last.word.toLowerCase();
  return { ...last, hint: isSaid ? null : `The provider says “${own}”` };
}
