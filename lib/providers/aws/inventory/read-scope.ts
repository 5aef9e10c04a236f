import type { InventoryItem } from '@/lib/domain/resource';
import { toCompleteness, toGaps } from '../../contract/faults/to-gaps';
import type { InventoryRead } from '../../contract/provider';
import { ProviderError } from '../../contract/provider-error';
import type { RegionContext } from '../connect/region-context';
import type { KindReader } from './kind-reader';
import type { ScopeFaults } from './scope-faults';

/** Reads one kind in one region of one account. Throws only when the session is aborted. */
export async function readScope(context: RegionContext, reader: KindReader): Promise<InventoryRead> {
  const { account, region } = context;
  const { kind, listing } = reader;
  const faults: ScopeFaults = { listing: [], detail: [] };
  const items = await readItems(context, reader, faults);
  const [service, operation] = listing.split(':');
  return {
    type: 'scope',
    scope: { account, region, kind },
    listed: faults.listing.length === 0,
    result: {
      items,
      completeness: toCompleteness(toGaps([...faults.listing, ...faults.detail], { account, region, subject: kind })),
      readAt: context.now(),
      source: `${service}.${region} ${operation}`,
    },
  };
}

async function readItems(context: RegionContext, reader: KindReader, faults: ScopeFaults): Promise<InventoryItem[]> {
  try {
    return await reader.read(context, faults);
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    faults.listing.push(error);
    return [];
  }
}
