import type { InventoryFilter } from '@/lib/api/contracts/inventory';
import type { Source } from '@/lib/api/contracts/sources';

/** Of the sources a person may know of, those an inventory question asks. */
export function keepAnswering(sources: Source[], filter: InventoryFilter): Source[] {
  return sources.filter(
    ({ capability, connectionId, provider }) =>
      capability === 'inventory' &&
      (filter.connection?.includes(connectionId) ?? true) &&
      (filter.provider?.includes(provider) ?? true),
  );
}
