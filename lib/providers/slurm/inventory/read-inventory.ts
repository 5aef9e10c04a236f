import { forEachBounded } from '../../contract/concurrency/for-each-bounded';
import { streamFrom } from '../../contract/concurrency/stream-from';
import { toCompleteness, toGaps } from '../../contract/faults/to-gaps';
import type { InventoryRead, InventoryScope } from '../../contract/provider';
import { ProviderError } from '../../contract/provider-error';
import { openSlurm, type Slurm } from '../connect/open-slurm';
import type { SlurmSession } from '../connect/slurm-session';
import { slurmRegion } from './place';
import type { ListRead } from './read-list';
import { type KindReader, slurmReaders } from './readers';

/** A list stands in memory whole, so no more of them at a time. */
const kindsAtOnce = 2;

/**
 * Reads every kind of one cluster. Which scopes exist is known beforehand, so their enumeration misses nothing, unless
 * the cluster has to tell what it is called and does not.
 */
export function readSlurmInventory(session: SlurmSession): AsyncGenerator<InventoryRead, void> {
  return streamFrom<InventoryRead>(async (emit) => {
    const slurm = openSlurm(session);
    const cluster = await nameCluster(slurm);
    if (cluster instanceof ProviderError) {
      return emit({ type: 'enumeration', scopes: [], completeness: { complete: false, gaps: [cluster.toGap({})] } });
    }
    const scopes = slurmReaders.map(({ kind }): InventoryScope => ({ account: cluster, region: slurmRegion, kind }));
    await forEachBounded(slurmReaders, kindsAtOnce, async (reader) =>
      emit(await readScope(slurm, cluster, reader, session.signal)),
    );
    await emit({ type: 'enumeration', scopes, completeness: { complete: true } });
  });
}

async function nameCluster(slurm: Slurm): Promise<string | ProviderError> {
  try {
    return await slurm.clusterName();
  } catch (error) {
    if (error instanceof ProviderError) return error;
    throw error;
  }
}

/** Throws only when the session is aborted. */
async function readScope(
  slurm: Slurm,
  cluster: string,
  reader: KindReader,
  signal: AbortSignal,
): Promise<InventoryRead> {
  const { kind, resource } = reader;
  const { items, faults } = await readItems(slurm, cluster, reader);
  signal.throwIfAborted();
  return {
    type: 'scope',
    scope: { account: cluster, region: slurmRegion, kind },
    listed: faults.length === 0,
    result: {
      items,
      completeness: toCompleteness(toGaps(faults, { account: cluster, region: slurmRegion, subject: kind })),
      readAt: slurm.now(),
      source: `${cluster} slurm:${resource}`,
    },
  };
}

async function readItems(slurm: Slurm, cluster: string, reader: KindReader): Promise<ListRead> {
  try {
    return await reader.read(slurm, cluster);
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    return { items: [], faults: [error] };
  }
}
