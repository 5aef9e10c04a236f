import { bareLink, untoldEnd } from '@/lib/domain/link/link-facts';
import { toLinkState } from '@/lib/domain/link/to-link-state';
import type { InventoryItem } from '@/lib/domain/resource';
import { ProviderError } from '../../contract/provider-error';
import { systemNamespace } from '../connect/read-namespaces';
import { type ConnectivityEdge, connectivityRequest, readConnectivity } from '../topology/read-connectivity';
import { type MeshGroup, readMeshGroups } from '../topology/read-mesh-groups';
import { judgeLink, toWorst } from './judge-link';
import type { KindReader } from './kind-reader';
import type { ScopeFaults } from './scope-faults';
import { type TenantContext, tenantRegion, toNativeId } from './tenant-context';
import { toRaw } from './to-raw';

/** One item a pair of sites, by what either reports of the way between them. Two calls tell of all of them. */
export const siteLinks: KindReader = {
  kind: 'site-link',
  operation: connectivityRequest.operation,
  async read(context, faults) {
    const reports = await readConnectivity(context.tenant);
    const groups = await readGroups(context, faults);
    const pairs = Map.groupBy(reports, ({ src_id, dst_id }) => toLinkName(src_id.site, dst_id.site));
    return [...pairs].map(([name, reported]) => toSiteLink(context, name, reported, groups));
  },
};

/** Tells a pair of sites from others, whichever of the two reports. */
export function toLinkName(one: string, other: string): string {
  return [one, other].sort().join('--');
}

export function toLinkId(tenantId: string, name: string): string {
  return toNativeId(tenantId, systemNamespace, 'link', name);
}

/** Null when they could not be read. */
async function readGroups({ tenant }: TenantContext, faults: ScopeFaults): Promise<MeshGroup[] | null> {
  try {
    return await readMeshGroups(tenant);
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    faults.detail.push(error);
    return null;
  }
}

export function toSiteLink(
  { tenantId }: Pick<TenantContext, 'tenantId'>,
  name: string,
  reports: readonly ConnectivityEdge[],
  groups: readonly MeshGroup[] | null,
): InventoryItem {
  const sites = [...new Set(reports.flatMap(({ src_id, dst_id }) => [src_id.site, dst_id.site]))].sort();
  const status = toWorst(reports.map(judgeLink));
  const nativeId = toLinkId(tenantId, name);
  const [near, far] = sites.map((site) => ({
    ...untoldEnd,
    resource: toNativeId(tenantId, systemNamespace, 'site', site),
    place: site,
  }));
  const joining = groups?.filter((group) => sites.every((site) => group.sites.includes(site)));
  return {
    kind: 'site-link',
    nativeId,
    nativeType: 'link',
    name,
    account: tenantId,
    region: tenantRegion,
    zone: null,
    status,
    // The graph measures; it has no word for what it measures.
    nativeStatus: null,
    size: null,
    accelerators: [],
    tags: {},
    createdAt: null,
    links: [
      {
        ...bareLink({ form: 'edge-tunnel', name, state: toLinkState(status), nativeState: null }),
        near: near ?? untoldEnd,
        far: far ?? untoldEnd,
        carriers: [],
        meters: [{ resource: nativeId, attributes: {} }],
      },
    ],
    detailed: groups !== null,
    raw: toRaw({ sites, reports, meshGroups: joining ?? null }),
  };
}
