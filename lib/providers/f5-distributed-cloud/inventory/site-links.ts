import type { InventoryItem } from '@/lib/domain/resource';
import { ProviderError } from '../../contract/provider-error';
import { systemNamespace } from '../connect/read-namespaces';
import {
  type ConnectivityEdge,
  connectivityRequest,
  customerEdgesOf,
  readConnectivity,
} from '../topology/read-connectivity';
import { readTopology, type TopologyEdge } from '../topology/read-topology';
import { judgeLink, toWorst } from './judge-link';
import type { KindReader } from './kind-reader';
import type { ScopeFaults } from './scope-faults';
import { type TenantContext, tenantRegion, toNativeId } from './tenant-context';
import { toLinkStatus } from './to-lifecycle';
import { toRaw } from './to-raw';

/** One item a pair of sites. The graph names the pairs and measures them; the topologies of the edges say the word. */
export const siteLinks: KindReader = {
  kind: 'site-link',
  operation: connectivityRequest.operation,
  async read(context, faults) {
    const reports = await readConnectivity(context.tenant);
    const topologies = await readTopologies(context, customerEdgesOf(reports), faults);
    const pairs = Map.groupBy(reports, ({ src_id, dst_id }) => toLinkName(src_id.site, dst_id.site));
    return [...pairs].map(([name, reported]) => toSiteLink(context, name, reported, topologies.get(name)));
  },
};

/** Tells a pair of sites from others, whichever of the two reports. */
export function toLinkName(one: string, other: string): string {
  return [one, other].sort().join('--');
}

export function toLinkId(tenantId: string, name: string): string {
  return toNativeId(tenantId, systemNamespace, 'link', name);
}

async function readTopologies(
  { tenant }: TenantContext,
  sites: readonly string[],
  faults: ScopeFaults,
): Promise<Map<string, TopologyEdge>> {
  const found = new Map<string, TopologyEdge>();
  for (const site of sites) {
    try {
      for (const edge of (await readTopology(tenant, site)).edges) found.set(toLinkName(...edge.ends), edge);
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      faults.detail.push(error);
      // Where one is refused or throttled, the others are too.
      if (error.kind !== 'response-unexpected') break;
    }
  }
  return found;
}

export function toSiteLink(
  { tenantId }: Pick<TenantContext, 'tenantId'>,
  name: string,
  reports: readonly ConnectivityEdge[],
  topology: TopologyEdge | undefined,
): InventoryItem {
  const nativeStatus = topology?.status ?? null;
  return {
    kind: 'site-link',
    nativeId: toLinkId(tenantId, name),
    nativeType: 'link',
    name,
    account: tenantId,
    region: tenantRegion,
    zone: null,
    status: toWorst([...reports.map(judgeLink), toLinkStatus(nativeStatus)]),
    nativeStatus,
    size: null,
    accelerators: [],
    tags: {},
    createdAt: null,
    detailed: topology !== undefined,
    raw: toRaw({ reports, topology: topology ?? null }),
  };
}
