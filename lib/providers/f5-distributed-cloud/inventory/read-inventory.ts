import type { InventoryItem } from '@/lib/domain/resource';
import { streamFrom } from '../../contract/concurrency/stream-from';
import { toCompleteness, toGaps } from '../../contract/faults/to-gaps';
import type { InventoryRead, InventoryScope } from '../../contract/provider';
import { ProviderError } from '../../contract/provider-error';
import { type DistributedCloudSession, openTenant } from '../connect/open-tenant';
import { readNamespaces } from '../connect/read-namespaces';
import { alerts } from './alerts';
import { edgeNodes } from './edge-nodes';
import { edgeSites } from './edge-sites';
import type { KindReader } from './kind-reader';
import type { ScopeFaults } from './scope-faults';
import { siteLinks } from './site-links';
import { type TenantContext, tenantRegion, toContext } from './tenant-context';

export const distributedCloudReaders: readonly KindReader[] = [edgeSites, edgeNodes, siteLinks, alerts];

/** Reads every kind of one tenant at once: each has endpoints, and so quotas, of its own. */
export function readInventory(session: DistributedCloudSession): AsyncGenerator<InventoryRead, void> {
  return streamFrom<InventoryRead>(async (emit) => {
    const tenant = openTenant(session);
    let context: TenantContext;
    try {
      const { tenantId } = await readNamespaces(tenant);
      context = toContext(tenant, tenantId, session.settings);
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      const completeness = toCompleteness(toGaps([error], { account: tenant.host }));
      await emit({ type: 'enumeration', scopes: [], completeness });
      return;
    }
    await Promise.all(distributedCloudReaders.map(async (reader) => emit(await readScope(context, reader))));
    const scopes = distributedCloudReaders.map(({ kind }) => toScope(context, kind));
    await emit({ type: 'enumeration', scopes, completeness: { complete: true } });
  });
}

/** Throws only when the session is aborted. */
async function readScope(context: TenantContext, reader: KindReader): Promise<InventoryRead> {
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
      readAt: context.tenant.now(),
      source: `${account} ${reader.operation}`,
    },
  };
}

async function readItems(context: TenantContext, reader: KindReader, faults: ScopeFaults): Promise<InventoryItem[]> {
  try {
    return await reader.read(context, faults);
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    faults.listing.push(error);
    return [];
  }
}

function toScope({ tenantId }: TenantContext, kind: InventoryScope['kind']): InventoryScope {
  return { account: tenantId, region: tenantRegion, kind };
}
