import type { InventoryFilter } from '@/lib/api/contracts/inventory';
import type { Source } from '@/lib/api/contracts/sources';
import { inventoriedKinds } from '@/lib/domain/inventoried-kinds';

type Gap = Source['gaps'][number];

/**
 * Of the sources a person may know of, those an inventory question asks, each with the gaps that may hold an answer. A
 * source whose provider has nothing of the kinds asked for is not asked.
 */
export function keepAnswering(sources: Source[], filter: InventoryFilter): Source[] {
  return sources
    .filter(
      ({ capability, connectionId, provider }) =>
        capability === 'inventory' &&
        (filter.connection?.includes(connectionId) ?? true) &&
        (filter.provider?.includes(provider) ?? true) &&
        (filter.kind?.some((kind) => inventoriedKinds[provider].includes(kind)) ?? true),
    )
    .map((source) => ({ ...source, gaps: source.gaps.filter((gap) => mayHoldAnswers(gap, filter)) }));
}

/** Whether what is missing could match; what a gap does not narrow could be anything. */
function mayHoldAnswers({ account, region, subject }: Gap, filter: InventoryFilter): boolean {
  return mayBe(account, filter.account) && mayBe(region, filter.region) && mayBe(subject, filter.kind);
}

function mayBe(missing: string | undefined, wanted: readonly string[] | undefined): boolean {
  return missing === undefined || wanted === undefined || wanted.includes(missing);
}
