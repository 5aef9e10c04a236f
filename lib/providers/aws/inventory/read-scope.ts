import type { InventoryItem } from '@/lib/domain/resource';
import type { InventoryRead } from '../../contract/provider';
import { ProviderError } from '../../contract/provider-error';
import type { RegionContext } from '../connect/region-context';
import type { KindReader } from './kind-reader';
import { toCompleteness, toGaps } from './to-gaps';

/** Reads one kind in one region of one account. Throws only when the session is aborted. */
export async function readScope(context: RegionContext, reader: KindReader): Promise<InventoryRead> {
  const { account, region } = context;
  const { kind, listing } = reader;
  const faults: ProviderError[] = [];
  const items = await readItems(context, reader, faults);
  const [service, operation] = listing.split(':');
  return {
    type: 'scope',
    scope: { account, region, kind },
    result: {
      items,
      completeness: toCompleteness(toGaps(faults, { account, region, subject: kind })),
      readAt: context.now(),
      source: `${service}.${region} ${operation}`,
    },
  };
}

async function readItems(
  context: RegionContext,
  reader: KindReader,
  faults: ProviderError[],
): Promise<InventoryItem[]> {
  try {
    return await reader.read(context, faults);
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    faults.push(error);
    return [];
  }
}
