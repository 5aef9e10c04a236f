import type { InventoryItem } from '@/lib/domain/resource';
import { forEachBounded } from '../../contract/concurrency/for-each-bounded';
import { streamFrom } from '../../contract/concurrency/stream-from';
import { toCompleteness, toGaps } from '../../contract/faults/to-gaps';
import type { InventoryRead, InventoryScope } from '../../contract/provider';
import { ProviderError } from '../../contract/provider-error';
import type { KubernetesSession } from '../connect/kubernetes-session';
import { type ClusterContext, openContext } from './cluster-context';
import type { KindReader } from './kind-reader';
import { clusterRegion } from './place';
import type { ScopeFaults } from './scope-faults';

/** Within it the bucket limits the rate; beyond it pages of many kinds would be in memory at once. */
const kindsAtOnce = 3;

/** Reads every kind of one cluster. Which scopes exist is known beforehand, so their enumeration misses nothing. */
export function readClusterInventory(
  session: KubernetesSession,
  readers: readonly KindReader[],
): AsyncGenerator<InventoryRead, void> {
  return streamFrom<InventoryRead>(async (emit) => {
    const context = openContext(session);
    const scopes = readers.map(({ kind }): InventoryScope => toScope(context, kind));
    await forEachBounded(readers, kindsAtOnce, async (reader) => emit(await readScope(context, reader)));
    await emit({ type: 'enumeration', scopes, completeness: { complete: true } });
  });
}

/** Throws only when the session is aborted. */
async function readScope(context: ClusterContext, reader: KindReader): Promise<InventoryRead> {
  const scope = toScope(context, reader.kind);
  const faults: ScopeFaults = { listing: [], detail: [] };
  const items = await readItems(context, reader, faults);
  const { account, region, kind } = scope;
  return {
    type: 'scope',
    scope,
    listed: faults.listing.length === 0,
    result: {
      items,
      completeness: toCompleteness(toGaps([...faults.listing, ...faults.detail], { account, region, subject: kind })),
      readAt: context.cluster.now(),
      source: `${context.cluster.name} ${reader.operation}`,
    },
  };
}

async function readItems(context: ClusterContext, reader: KindReader, faults: ScopeFaults): Promise<InventoryItem[]> {
  try {
    return await reader.read(context, faults);
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    faults.listing.push(error);
    return [];
  }
}

function toScope({ cluster }: ClusterContext, kind: InventoryScope['kind']): InventoryScope {
  return { account: cluster.name, region: clusterRegion, kind };
}
